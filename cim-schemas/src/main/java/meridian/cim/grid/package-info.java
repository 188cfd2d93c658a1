/**
 * Network models as CIM RDF/XML, in and out: namespace CIM100, with or without CGMES headers. Uses: meridian.model, cim.xml. Source: IEC
 * 61970-552, IEC 61970-301, IEC 61968-11.
 */
@NullMarked
package meridian.cim.grid;

import org.jspecify.annotations.NullMarked;
