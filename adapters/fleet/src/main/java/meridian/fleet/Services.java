package meridian.fleet;

import java.util.ArrayList;
import java.util.List;

import meridian.fleet.Objects.Reply;
import meridian.fleet.Objects.Role;

/** GET, SET and ACTION with their block transfers, in the clear. One association's; not thread-safe. */
final class Services {
  static final int GET_REQUEST = 0xc0;
  static final int SET_REQUEST = 0xc1;
  static final int ACTION_REQUEST = 0xc3;
  static final int GET_RESPONSE = 0xc4;
  static final int SET_RESPONSE = 0xc5;
  static final int ACTION_RESPONSE = 0xc7;

  private static final int NORMAL = 1;
  private static final int BLOCK = 2;
  private static final int WITH_LIST = 3;
  private static final int HEADROOM = 48;
  private static final int SMALLEST_PDU = 128;
  private static final int MAX_LIST = 32;
  private static final int MAX_WRITTEN = 4096;

  /** A long value under way to or from the client. */
  private static final class Transfer {
    final Out data = new Out(32);
    Reply reply = Reply.refused(0);
    int nextPart;
    long block;

    boolean isWritten() { return nextPart == reply.parts(); }

    void fill(int size) {
      while (data.size() < size && !isWritten())
        reply.part().write(nextPart++, data);
    }
  }

  private record Target(int classId, long name, int attribute) {
    static Target read(In in) { return new Target(in.u16(), in.logicalName(), in.u8()); }
  }

  private final Meter meter;
  private final Objects objects;
  private Role role = Role.PUBLIC;
  private int budget;
  private Transfer reading = new Transfer();
  private Transfer writing = new Transfer();
  private Target written = new Target(0, 0, 0);

  Services(Meter meter, Objects objects) {
    this.meter = meter;
    this.objects = objects;
  }

  /**
   * Begins a new association: forgets every transfer.
   *
   * @param maxPdu what the client can take; 0 is any length
   */
  void reset(Role as, int maxPdu) {
    role = as;
    budget = Math.max(SMALLEST_PDU, Math.min(maxPdu == 0 ? Acse.MAX_PDU : maxPdu, Acse.MAX_PDU)) - HEADROOM;
    reading = new Transfer();
    writing = new Transfer();
  }

  /**
   * Answers one request.
   *
   * @return false when the service is not offered
   */
  boolean answer(int tag, In in, long now, Out out) {
    int kind = in.u8();
    int invoke = in.u8();
    switch (tag) {
      case GET_REQUEST -> {
        if (kind == NORMAL) get(invoke, in, now, out);
        else if (kind == BLOCK) nextBlock(invoke, in.u32(), out);
        else if (kind == WITH_LIST) getList(invoke, in, now, out);
        else
          return false;
      }
      case SET_REQUEST -> {
        if (kind == NORMAL) set(invoke, in, now, out);
        else if (kind == BLOCK) setFirstBlock(invoke, in, now, out);
        else if (kind == WITH_LIST) setBlock(invoke, in, now, out);
        else
          return false;
      }
      case ACTION_REQUEST -> {
        if (kind != NORMAL) return false;
        Target target = Target.read(in);
        out.raw(ACTION_RESPONSE).raw(NORMAL).raw(invoke);
        out.raw(objects.act(meter, role, now, target.classId, target.name, target.attribute)).raw(0);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  // ---- GET

  private Reply read(In in, long now) {
    Target target = Target.read(in);
    In selection = in.u8() == 0 ? in.part(0) : in.selection();
    return objects.read(meter, role, now, target.classId, target.name, target.attribute, selection);
  }

  private void get(int invoke, In in, long now, Out out) {
    Reply reply = read(in, now);
    if (reply.result() != Names.SUCCESS) {
      out.raw(GET_RESPONSE).raw(NORMAL).raw(invoke).raw(1).raw(reply.result());
      return;
    }
    reading.data.clear();
    reading.reply = reply;
    reading.nextPart = 0;
    reading.block = 0;
    reading.fill(budget + 1);
    if (reading.isWritten() && reading.data.size() <= budget) {
      out.raw(GET_RESPONSE).raw(NORMAL).raw(invoke).raw(0).raw(reading.data.array(), 0, reading.data.size());
      reading.data.clear();
    } else {
      block(invoke, out);
    }
  }

  private void block(int invoke, Out out) {
    reading.fill(budget + 1);
    int count = Math.min(budget, reading.data.size());
    boolean last = reading.isWritten() && count == reading.data.size();
    out.raw(GET_RESPONSE).raw(BLOCK).raw(invoke).raw(last ? 1 : 0).raw32(++reading.block).raw(0);
    out.length(count).raw(reading.data.array(), 0, count);
    reading.data.removeFirst(count);
  }

  private void nextBlock(int invoke, long acknowledged, Out out) {
    int trouble = reading.data.size() == 0 ? Names.NO_LONG_GET : acknowledged != reading.block ? Names.BLOCK_NUMBER_INVALID : 0;
    if (trouble == 0) {
      block(invoke, out);
    } else {
      out.raw(GET_RESPONSE).raw(BLOCK).raw(invoke).raw(1).raw32(acknowledged).raw(1).raw(trouble);
      reading.data.clear();
    }
  }

  private void getList(int invoke, In in, long now, Out out) {
    int count = in.length();
    if (count > MAX_LIST) throw new Malformed("list of " + count + " attributes");
    List<Reply> replies = new ArrayList<>(count);
    for (int i = 0; i < count; i++)
      replies.add(read(in, now));
    reading.data.clear();
    reading.reply = new Reply(Names.SUCCESS, 1 + replies.stream().mapToInt(r -> Math.max(1, r.parts())).sum(), (part, data) -> {
      if (part == 0) data.length(count);
      else
        item(replies, part - 1, data);
    });
    reading.nextPart = 0;
    reading.block = 0;
    reading.fill(budget + 1);
    if (reading.isWritten() && reading.data.size() <= budget) {
      out.raw(GET_RESPONSE).raw(WITH_LIST).raw(invoke).raw(reading.data.array(), 0, reading.data.size());
      reading.data.clear();
    } else {
      block(invoke, out);
    }
  }

  private static void item(List<Reply> replies, int part, Out data) {
    int left = part;
    for (Reply reply : replies) {
      int parts = Math.max(1, reply.parts());
      if (left < parts) {
        if (reply.result() != Names.SUCCESS) {
          data.raw(1).raw(reply.result());
        } else {
          if (left == 0) data.raw(0);
          reply.part().write(left, data);
        }
        return;
      }
      left -= parts;
    }
    throw new IllegalStateException("part " + part + " of a list that is shorter");
  }

  // ---- SET

  private void set(int invoke, In in, long now, Out out) {
    Target target = Target.read(in);
    if (in.u8() != 0) throw new Malformed("selective access to a SET");
    out.raw(SET_RESPONSE).raw(NORMAL).raw(invoke).raw(write(target, in, now));
  }

  private int write(Target target, In value, long now) {
    return objects.write(meter, role, now, target.classId, target.name, target.attribute, value);
  }

  private void setFirstBlock(int invoke, In in, long now, Out out) {
    written = Target.read(in);
    if (in.u8() != 0) throw new Malformed("selective access to a SET");
    writing = new Transfer();
    writing.nextPart = -1;
    setBlock(invoke, in, now, out);
  }

  private void setBlock(int invoke, In in, long now, Out out) {
    boolean last = in.u8() != 0;
    long block = in.u32();
    byte[] data = in.octets(in.length());
    boolean begun = writing.nextPart < 0;
    if (!begun || block != writing.block + 1 || writing.data.size() + data.length > MAX_WRITTEN) {
      out.raw(SET_RESPONSE).raw(WITH_LIST).raw(invoke).raw(begun ? Names.BLOCK_NUMBER_INVALID : Names.NO_LONG_SET).raw32(block);
      writing = new Transfer();
      return;
    }
    writing.block = block;
    writing.data.raw(data);
    if (last) {
      out.raw(SET_RESPONSE).raw(WITH_LIST).raw(invoke).raw(write(written, new In(writing.data.toBytes()), now)).raw32(block);
      writing = new Transfer();
    } else {
      out.raw(SET_RESPONSE).raw(BLOCK).raw(invoke).raw32(block);
    }
  }
}
