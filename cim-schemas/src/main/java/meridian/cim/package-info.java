/**
 * CIM XML to model and back: {@link meridian.cim.CimCodec} is the door, {@link meridian.cim.Wsdl} the shop window. Uses:
 * meridian.model, and {@code meridian.cim.xml} for every parser. Source: IEC 61968-100 ed. 1 and IEC 61968-9:2013, as far as
 * {@code cim-schemas/SOURCE.md} tells.
 */
@NullMarked
package meridian.cim;

import org.jspecify.annotations.NullMarked;
