/** What we ask of an EndDevice and what came of it. Uses: meridian.model. Source: IEC 61968-9. */
@NullMarked
package meridian.model.control;

import org.jspecify.annotations.NullMarked;
