/**
 * How partners' messages differ from IEC 61968-100 ed. 1 with payloads of 2011, and how they come in as if they did not and go out as they
 * expect: {@link meridian.cim.dialect.DialectReader} above the parser, {@link meridian.cim.dialect.Dialect} behind the encoder. Everything
 * between the two knows one dialect. Uses: model, cim.xml.
 */
@NullMarked
package meridian.cim.dialect;

import org.jspecify.annotations.NullMarked;
