package meridian.cim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import meridian.model.TimePeriod;

/** What a message says beside its noun: the Request's times and options, and the IDs of Request and Payload. Filled while it goes by. */
final class Asked {
  private final Map<String, String> times = new LinkedHashMap<>();
  private final Map<String, String> options;
  private final List<String> ids = new ArrayList<>();
  private String optionName = "";
  private String requestPlace = "";
  private boolean sawPayload;

  Asked() { this(new LinkedHashMap<>()); }

  private Asked(Map<String, String> options) { this.options = options; }

  void request(String place) { requestPlace = place; }

  void payload() { sawPayload = true; }

  /** A child of Request or Payload has ended. */
  void child(String name, String text) {
    if (!name.equals("ID")) times.putIfAbsent(name, text);
    else if (!text.isBlank()) ids.add(text.strip());
  }

  /** An element of an Option has ended. */
  void option(String name, String text) {
    if (name.equals("name")) optionName = text.strip();
    options.put(optionName, name.equals("value") ? text.strip() : "");
  }

  /** For the operations of a set, to which only the options of the set's Request apply; shared, and no longer to be filled. */
  Asked ofOperations() {
    var asked = new Asked(Ordered.copy(options));
    asked.payload();
    return asked;
  }

  List<String> ids() { return ids; }

  Map<String, String> options() { return options; }

  Optional<TimePeriod> period() throws Refused {
    return RequestMapper.period(times.get("StartTime"), times.get("EndTime"), requestPlace);
  }

  /** Where the Request stands; empty when there is none. */
  String requestPlace() { return requestPlace; }

  boolean sawPayload() { return sawPayload; }
}
