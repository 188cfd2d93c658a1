/**
 * MeterReadings of any size, in: a stream of bytes becomes batches of readings, without a tree, a schema validator or JAXB, in memory that does
 * not grow with the message. {@link meridian.cim.readings.ReadingsReader} is the door.
 * Uses: meridian.cim, meridian.model. Source: IEC 61968-9 MeterReadings, IEC 61968-100 envelope.
 */
@NullMarked
package meridian.cim.readings;

import org.jspecify.annotations.NullMarked;
