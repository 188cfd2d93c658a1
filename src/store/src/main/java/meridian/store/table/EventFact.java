package meridian.store.table;

import java.util.List;

import meridian.model.event.EndDeviceEvent;
import meridian.model.message.Notice;

/** One event of a notice: a row of the events' table. */
record EventFact(Notice notice, EndDeviceEvent event) {

  static List<EventFact> of(Notice notice, List<EndDeviceEvent> events) {
    return events.stream().map(event -> new EventFact(notice, event)).toList();
  }
}
