package meridian.store.table;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import meridian.model.config.Secret;
import meridian.model.config.Setting;

/** One subscriber of kind {@code sql}: which database, which tables, what goes into which column. */
public record TableConfig(
  @Setting(value = "", says = "Address of the database, for example `jdbc:postgresql://HOST:PORT/DATABASE`; without user and password.") String url,
  @Setting(value = "", says = "User of that database, who may insert into the tables.") String user,
  @Setting(value = "", says = "Password of that user.") Secret password,
  @Setting(value = "", says = "Jar of the database's JDBC driver; PostgreSQL and H2 need none.") Optional<Path> driver,
  @Setting(value = "", says = "Which SQL it speaks: postgresql, mysql, oracle or portable; empty to go by what the database says it is.") String dialect,
  @Setting(value = "", says = "Table for readings, with its schema when it is not the user's own; empty for none.") String readingsTable,
  @Setting(value = "mrid=mrid,reading_type=reading-type,reading_time=time,reading_value=value,quality=quality", says = "What goes into which column of it, as column=word.") List<String> readingsMapping,
  @Setting(value = "", says = "Columns that tell one value from another: a value that comes again updates its row; empty to append every value.") List<String> readingsKey,
  @Setting(value = "", says = "Table for events; empty for none.") String eventsTable,
  @Setting(value = "event_id=event-id,mrid=mrid,event_type=type,event_time=time,reason=reason,tracking_id=issuer-tracking-id,details=details", says = "What goes into which column of it, as column=word.") List<String> eventsMapping,
  @Setting(value = "", says = "Columns that tell one event from another; empty to append every event.") List<String> eventsKey,
  @Setting(value = "meridian_delivered", says = "Table in which the hub keeps what it has written; made at the start when it is missing and the user may.") String markerTable,
  @Setting(value = "100000", min = "1000", says = "How many messages back that table remembers.") int markerKept,
  @Setting(value = "1000", min = "1", says = "Rows sent to the database at once.") int batch) {}
