/** The words every room shares: identity and place. Uses: nothing of ours. Source: IEC 61968/61970 CIM; DESIGN section 2. */
@NullMarked
package meridian.model;

import org.jspecify.annotations.NullMarked;
