package meridian.fleet;

import java.time.Duration;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static meridian.fleet.Names.*;

/** The COSEM objects of a meter: reads, writes and methods on them, as one role of client sees them. Stateless; thread-safe. */
final class Objects {
  /** Who is associated. */
  enum Role { PUBLIC, READING, MANAGEMENT }

  /** What a read yields: a refusal, or a value written in {@code parts} so that a long one is never held whole. */
  record Reply(int result, int parts, Part part) {
    static Reply refused(int result) { return new Reply(result, 0, (_, _) -> {}); }

    static Reply value(Value value) { return new Reply(SUCCESS, 1, (_, out) -> value.write(out)); }
  }

  interface Part {
    void write(int index, Out out);
  }

  interface Value {
    void write(Out out);
  }

  private record Entry(int classId, int version, long name, int attributes, int methods) {}

  static final long PROFILE_ROWS = Duration.ofDays(45).toMillis() / Load.INTERVAL_MS;
  private static final int ALL_COLUMNS = 0b1111;
  private static final int WATT = 27;
  private static final int WATT_HOUR = 30;
  private static final int AMPERE = 33;
  private static final int VOLT = 35;
  private static final long EVENT_CODE = 0x0000_600B_00FFL;

  private static final Entry[] PUBLIC = {new Entry(1, 0, LOGICAL_DEVICE_NAME, 2, 0), new Entry(1, 0, INVOCATION_COUNTER, 2, 0),
      new Entry(8, 0, CLOCK, 9, 0), new Entry(15, 1, ASSOCIATION, 8, 1)};
  private static final Entry[] ALL = {PUBLIC[0], PUBLIC[1], PUBLIC[2], PUBLIC[3], new Entry(1, 0, SERIAL_NUMBER, 2, 0),
      new Entry(3, 0, IMPORT, 3, 0), new Entry(3, 0, EXPORT, 3, 0), new Entry(3, 0, POWER, 3, 0), new Entry(3, 0, VOLTAGE, 3, 0),
      new Entry(3, 0, CURRENT, 3, 0), new Entry(7, 1, LOAD_PROFILE, 8, 0), new Entry(7, 1, STANDARD_LOG, 8, 0),
      new Entry(7, 1, FRAUD_LOG, 8, 0), new Entry(7, 1, DISCONNECTOR_LOG, 8, 0), new Entry(70, 0, DISCONNECT_CONTROL, 4, 2),
      new Entry(40, 0, PUSH_SETUP, 7, 0)};

  private final PushTarget push;

  Objects(PushTarget push) { this.push = push; }

  private static Entry[] visible(Role role) { return role == Role.PUBLIC ? PUBLIC : ALL; }

  private static int check(Role role, int classId, long name, int attribute) {
    for (Entry entry : visible(role)) {
      if (entry.name == name) {
        if (entry.classId != classId) return CLASS_INCONSISTENT;
        return attribute >= 1 && attribute <= entry.attributes ? SUCCESS : OBJECT_UNDEFINED;
      }
    }
    return OBJECT_UNDEFINED;
  }

  private static boolean mayChange(Meter meter, Role role) {
    return role == Role.MANAGEMENT || (role == Role.READING && !meter.model.highLevelSecurity);
  }

  // ---- reading

  /**
   * Reads an attribute.
   *
   * @param selection selector and its parameters; empty for none
   */
  Reply read(Meter meter, Role role, long now, int classId, long name, int attribute, In selection) {
    int check = check(role, classId, name, attribute);
    if (check != SUCCESS) return Reply.refused(check);
    if (classId == 7) return profile(meter, now, name, attribute, selection);
    if (selection.left() > 0) return Reply.refused(SCOPE_VIOLATED);
    if (attribute == 1) return Reply.value(out -> out.logicalName(name));
    return switch (classId) {
      case 1 -> data(meter, name);
      case 3 -> attribute == 2 ? register(meter, now, name) : unit(name);
      case 8 -> clock(meter, now, attribute);
      case 15 -> association(role, attribute);
      case 40 -> pushSetup(attribute);
      case 70 -> disconnectControl(meter, attribute);
      default -> throw new IllegalStateException("class " + classId + " is listed but not served");
    };
  }

  private static Reply data(Meter meter, long name) {
    if (name == INVOCATION_COUNTER) return Reply.value(out -> out.u32(meter.accepted()));
    return Reply.value(out -> out.octetString(meter.serialNumber().getBytes(US_ASCII)));
  }

  private static Reply register(Meter meter, long now, long name) {
    if (name == IMPORT) return Reply.value(out -> out.u32(meter.imported(now)));
    if (name == EXPORT) return Reply.value(out -> out.u32(meter.exported(now)));
    if (name == POWER) return Reply.value(out -> out.u32(Math.max(0, meter.power(now))));
    long k = Math.floorDiv(now, Load.INTERVAL_MS);
    if (name == VOLTAGE) return Reply.value(out -> out.u16(meter.load.voltage(k)));
    return Reply.value(out -> out.u16(meter.load.current(k, meter.power(now))));
  }

  private static Reply unit(long name) {
    int scaler = name == VOLTAGE ? -1 : name == CURRENT ? -2 : 0;
    int unit = name == VOLTAGE ? VOLT : name == CURRENT ? AMPERE : name == POWER ? WATT : WATT_HOUR;
    return Reply.value(out -> out.structure(2).int8(scaler).enumeration(unit));
  }

  private static Reply clock(Meter meter, long now, int attribute) {
    return Reply.value(out -> {
      switch (attribute) {
        case 2 -> CosemTime.writeString(out, meter.clock(now));
        case 3 -> out.int16(0);
        case 4 -> out.u8(0);
        case 5, 6 -> out.octetString(new byte[]{-1, -1, -1, -1, -1, -1, -1, -1, -1, -128, 0, 0});
        case 7 -> out.int8(0);
        case 8 -> out.bool(false);
        default -> out.enumeration(1);
      }
    });
  }

  private static Reply association(Role role, int attribute) {
    return switch (attribute) {
      case 2 -> {
        Entry[] entries = visible(role);
        yield new Reply(SUCCESS, entries.length, (i, out) -> {
          if (i == 0) out.array(entries.length);
          describe(entries[i], out);
        });
      }
      case 3 -> Reply.value(out -> out.structure(2).int8(clientAddress(role)).u16(1));
      case 4 -> Reply.value(out -> out.octetString(Acse.contextName(role == Role.MANAGEMENT)));
      case 5 -> Reply.value(out -> out.structure(6).raw(4).raw(24).raw(Acse.CONFORMANCE).u16(Acse.MAX_PDU).u16(Acse.MAX_PDU).u8(6).int8(0)
        .raw(Out.OCTET_STRING).raw(0));
      case 6 -> Reply.value(out -> out.octetString(Acse.mechanismName(role)));
      case 8 -> Reply.value(out -> out.enumeration(2));
      default -> Reply.refused(READ_WRITE_DENIED);
    };
  }

  private static int clientAddress(Role role) {
    return switch (role) {
      case PUBLIC -> Association.PUBLIC_CLIENT;
      case READING -> Association.READING_CLIENT;
      case MANAGEMENT -> Association.MANAGEMENT_CLIENT;
    };
  }

  private static void describe(Entry entry, Out out) {
    out.structure(4).u16(entry.classId).u8(entry.version).logicalName(entry.name).structure(2).array(entry.attributes);
    for (int i = 1; i <= entry.attributes; i++) {
      boolean writable = entry.name == CLOCK && i == 2;
      out.structure(3).int8(i).enumeration(writable ? 3 : 1).raw(Out.NULL);
    }
    out.array(entry.methods);
    for (int i = 1; i <= entry.methods; i++)
      out.structure(2).int8(i).enumeration(1);
  }

  private static Reply disconnectControl(Meter meter, int attribute) {
    return Reply.value(out -> {
      switch (attribute) {
        case 2 -> out.bool(meter.relay() == Meter.CONNECTED);
        case 3 -> out.enumeration(meter.relay());
        default -> out.enumeration(meter.model.controlMode);
      }
    });
  }

  private Reply pushSetup(int attribute) {
    return Reply.value(out -> {
      switch (attribute) {
        case 2 -> {
          out.array(6);
          column(out, 1, LOGICAL_DEVICE_NAME, 2);
          column(out, 40, PUSH_SETUP, 1);
          column(out, 8, CLOCK, 2);
          for (int log = 0; log < 3; log++)
            column(out, 1, EVENT_CODE + (log << 8), 2);
        }
        case 3 -> out.structure(3).enumeration(push.udp() ? 1 : 0).octetString(push.hostAndPort().getBytes(US_ASCII)).enumeration(0);
        case 4 -> out.array(0);
        case 5 -> out.u16(0);
        case 6 -> out.u8(push.udp() ? Pusher.UDP_COPIES - 1 : Pusher.TCP_ATTEMPTS - 1);
        default -> out.u16((int) Pusher.TCP_DELAY.toSeconds());
      }
    });
  }

  private static void column(Out out, int classId, long name, int attribute) {
    out.structure(4).u16(classId).logicalName(name).int8(attribute).u16(0);
  }

  // ---- profiles

  private static Reply profile(Meter meter, long now, long name, int attribute, In selection) {
    boolean load = name == LOAD_PROFILE;
    if (attribute == 2) return load ? loadRows(meter, now, selection) : eventRows(meter, name, selection);
    if (selection.left() > 0) return Reply.refused(SCOPE_VIOLATED);
    return Reply.value(out -> {
      switch (attribute) {
        case 1 -> out.logicalName(name);
        case 3 -> {
          out.array(load ? 4 : 2);
          column(out, 8, CLOCK, 2);
          if (load) {
            column(out, 1, STATUS, 2);
            column(out, 3, IMPORT_INTERVAL, 2);
            column(out, 3, EXPORT_INTERVAL, 2);
          } else {
            column(out, 1, EVENT_CODE + (name - STANDARD_LOG), 2);
          }
        }
        case 4 -> out.u32(load ? Load.INTERVAL_MS / 1000 : 0);
        case 5 -> out.enumeration(1);
        case 6 -> column(out, 0, 0, 0);
        case 7 -> out.u32(load ? PROFILE_ROWS : meter.events(log(name), Long.MIN_VALUE, Long.MAX_VALUE).length);
        default -> out.u32(load ? PROFILE_ROWS : Events.MAX);
      }
    });
  }

  private static Events.Log log(long name) {
    return name == STANDARD_LOG ? Events.Log.STANDARD : name == FRAUD_LOG ? Events.Log.FRAUD : Events.Log.DISCONNECTOR;
  }

  /** Rows first..last (as interval numbers) and the columns a selection asks for. */
  private static Reply loadRows(Meter meter, long now, In selection) {
    long newest = Math.floorDiv(now, Load.INTERVAL_MS) - 1;
    long oldest = newest - PROFILE_ROWS + 1;
    long first = oldest;
    long last = newest;
    int columns = ALL_COLUMNS;
    if (selection.left() > 0) {
      int selector = selection.u8();
      if (selector == 1) {
        selection.structure(4);
        selection.skipValue();
        // A row is stamped with the end of its interval.
        first = Math.max(oldest, Math.ceilDiv(CosemTime.read(selection, oldest * Load.INTERVAL_MS), Load.INTERVAL_MS) - 1);
        last = Math.min(newest, Math.floorDiv(CosemTime.read(selection, now), Load.INTERVAL_MS) - 1);
        columns = columns(selection);
      } else if (selector == 2) {
        selection.structure(4);
        long fromEntry = Math.max(1, selection.number() & 0xffff_ffffL);
        long toEntry = selection.number() & 0xffff_ffffL;
        first = oldest + fromEntry - 1;
        last = toEntry == 0 ? newest : Math.min(newest, oldest + toEntry - 1);
        int fromColumn = Math.clamp(selection.number(), 1, 5);
        int toColumn = Math.clamp(selection.number(), 0, 4);
        columns = (ALL_COLUMNS >> (fromColumn - 1)) << (fromColumn - 1);
        if (toColumn > 0) columns &= (1 << toColumn) - 1;
      } else {
        return Reply.refused(SCOPE_VIOLATED);
      }
    }
    long start = first;
    int chosen = columns;
    return rows((int) Math.max(0, last - first + 1), (i, out) -> meter.row(start + i, chosen, out));
  }

  private static Reply rows(int count, Part row) {
    return new Reply(SUCCESS, count + 1, (i, out) -> {
      if (i == 0) out.array(count);
      else
        row.write(i - 1, out);
    });
  }

  /** The selected_values of a range: the columns, as bits; none named means all. */
  private static int columns(In selection) {
    selection.expect(Out.ARRAY);
    int count = selection.length();
    int columns = 0;
    for (int i = 0; i < count; i++) {
      selection.structure(4);
      selection.number();
      In name = new In(selection.octetString());
      long column = name.left() == 6 ? name.logicalName() : 0;
      selection.number();
      selection.number();
      if (column == CLOCK) columns |= 1;
      else if (column == STATUS) columns |= 2;
      else if (column == IMPORT_INTERVAL) columns |= 4;
      else if (column == EXPORT_INTERVAL) columns |= 8;
      else
        throw new Malformed("a selected column the profile does not have");
    }
    return columns == 0 ? ALL_COLUMNS : columns;
  }

  private static Reply eventRows(Meter meter, long name, In selection) {
    long from = Long.MIN_VALUE;
    long to = Long.MAX_VALUE;
    if (selection.left() > 0) {
      if (selection.u8() != 1) return Reply.refused(SCOPE_VIOLATED);
      selection.structure(4);
      selection.skipValue();
      from = CosemTime.read(selection, from);
      to = CosemTime.read(selection, to);
    }
    long[] events = meter.events(log(name), from, to);
    return rows(events.length, (i, out) -> {
      out.structure(2);
      CosemTime.writeString(out, Events.at(events[i]));
      out.u8(Events.code(events[i]));
    });
  }

  // ---- changing

  /** Sets an attribute. Answers a data-access-result. */
  int write(Meter meter, Role role, long now, int classId, long name, int attribute, In value) {
    int check = check(role, classId, name, attribute);
    if (check != SUCCESS) return check;
    if (!mayChange(meter, role) || name != CLOCK || attribute != 2) return READ_WRITE_DENIED;
    long time = CosemTime.read(value, Long.MIN_VALUE);
    if (time == Long.MIN_VALUE) return TYPE_UNMATCHED;
    meter.setClock(time, now);
    return SUCCESS;
  }

  /** Invokes a method. Answers an action-result. */
  int act(Meter meter, Role role, long now, int classId, long name, int method) {
    int check = check(role, classId, name, 1);
    if (check != SUCCESS) return check;
    if (!mayChange(meter, role) || name != DISCONNECT_CONTROL) return READ_WRITE_DENIED;
    if (method == 1) meter.remoteDisconnect(now);
    else if (method == 2) meter.remoteReconnect(now);
    else
      return OBJECT_UNDEFINED;
    return SUCCESS;
  }
}
