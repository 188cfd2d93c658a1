package meridian.model.control;

import java.util.Map;
import java.util.stream.Collectors;

import meridian.model.event.EventWords;

/** What an EndDeviceControlType is called, whatever the kind of device. Source: IEC 61968-9 annex E. */
public final class ControlWords {
  /** domain.subDomain.eventOrAction, words. */
  private static final Map<String, String> KNOWN = """
    31.0.18     Connect
    31.0.23     Disconnect
    31.0.5      Arm for closure
    31.0.6      Arm for opening
    31.0.22     Disable the switch
    31.0.26     Enable the switch
    8.0.214     Reset demand
    15.0.54     Start load control
    15.0.55     Stop load control
    15.43.300   Schedule load control
    15.43.8     Cancel load control
    15.148.8    Cancel all load control
    31.139.26   Enable the supply capacity limit
    31.139.22   Disable the supply capacity limit
    31.138.26   Enable the emergency capacity limit
    31.138.22   Disable the emergency capacity limit
    13.112.77   Show a text message
    13.112.8    Cancel a text message
    20.9.82     Send a price
    12.32.13    Change the security key
    10.73.298   Open the pairing window
    10.73.299   Close the pairing window
    23.0.26     Enable the home network
    23.0.22     Disable the home network
    20.22.13    Change the prepaid credit
    """.lines().map(line -> line.split(" +", 2)).collect(Collectors.toUnmodifiableMap(row -> row[0], row -> row[1]));

  private ControlWords() {}

  /** What is not known by itself is told part by part; with a part that is not known either, a code speaks for itself. */
  public static String of(EndDeviceControlType type) {
    String known = KNOWN.get(type.domain() + "." + type.subDomain() + "." + type.eventOrAction());
    if (known != null) return known;
    return EventWords.parts(type.domain(), type.subDomain(), type.eventOrAction()).orElse("Control " + type.code());
  }
}
