/** CIM messages in and out as the journal and the outbox keep them. Uses: meridian.model. Source: IEC 61968-100. */
@NullMarked
package meridian.model.message;

import org.jspecify.annotations.NullMarked;
