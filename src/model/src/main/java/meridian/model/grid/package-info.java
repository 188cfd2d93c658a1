/** The network model: substations, feeders, transformers, lines, switches, usage points and meters. Uses: meridian.model. Source: IEC 61970-301, IEC 61968-11. */
@NullMarked
package meridian.model.grid;

import org.jspecify.annotations.NullMarked;
