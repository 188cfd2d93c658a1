package meridian.dlms;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The xDLMS services of one association: GET, GET with list, block transfer, SET and ACTION (IEC 62056-53). Each answer must
 * have the tag, the invoke-id and the block number of what was asked, and end where its frame ends. For one thread at a time.
 */
final class Session {
  private static final int GET = 0xC0;
  private static final int SET = 0xC1;
  private static final int ACTION = 0xC3;
  private static final int RESPONSE = 4;
  private static final int EXCEPTION_RESPONSE = 0xD8;
  private static final int NORMAL = 1;
  private static final int BLOCK = 2;
  private static final int LIST = 3;
  /** High priority, confirmed. */
  private static final int SERVICE = 0xC0;
  /** References in one GET with list: what fits a meter whose APDUs are 256 octets long. */
  private static final int MOST_IN_LIST = 20;
  private final Wire wire;
  private final int client;
  private final boolean lists;
  private final int longestAnswer;
  private final Optional<Secrecy> secrecy;
  private final Writer apdu = new Writer();
  private final Writer frame = new Writer();
  private Duration patience = Duration.ofSeconds(1);
  private int invokeId;

  /**
   * @param client wPort of the client
   * @param lists whether the meter takes GET with list
   * @param longestAnswer octets an answer may have in all its blocks together
   */
  Session(Wire wire, int client, boolean lists, int longestAnswer, Optional<Secrecy> secrecy) {
    this.wire = wire;
    this.client = client;
    this.lists = lists;
    this.longestAnswer = longestAnswer;
    this.secrecy = secrecy;
  }

  /** @param patience longest wait for each answer from now on */
  Session within(Duration patience) {
    this.patience = patience;
    return this;
  }

  Optional<Secrecy> secrecy() { return secrecy; }

  Data get(Attribute attribute) throws Trouble, IOException { return get(attribute, new byte[]{0}); }

  /**
   * @param selection access selection as it goes on the wire; a single 0 for none
   * @return {@link Data.Denied} when the meter gives none
   */
  Data get(Attribute attribute, byte[] selection) throws Trouble, IOException {
    begin(GET, NORMAL);
    attribute.write(apdu);
    apdu.put(selection);
    Reader answer = ask(GET);
    int type = answer.u8();
    checkInvokeId(answer);
    if (type == BLOCK) answer = new Reader(blocks(answer));
    else if (type != NORMAL) throw Trouble.garbled("get-response of type " + type);
    Data data = type == BLOCK ? Axdr.read(answer) : result(answer);
    answer.expectEnd();
    return data;
  }

  /** Asks for all in as few questions as the meter allows; the answers come in the same order. */
  List<Data> get(List<Attribute> attributes) throws Trouble, IOException {
    List<Data> all = new ArrayList<>(attributes.size());
    if (!lists || attributes.size() == 1) {
      for (Attribute attribute : attributes)
        all.add(get(attribute));
    } else {
      for (int i = 0; i < attributes.size(); i += MOST_IN_LIST)
        getList(attributes.subList(i, Math.min(i + MOST_IN_LIST, attributes.size())), all);
    }
    return all;
  }

  private void getList(List<Attribute> attributes, List<Data> to) throws Trouble, IOException {
    begin(GET, LIST);
    apdu.length(attributes.size());
    for (Attribute attribute : attributes) {
      attribute.write(apdu);
      apdu.u8(0);
    }
    Reader answer = ask(GET);
    int type = answer.u8();
    checkInvokeId(answer);
    if (type == BLOCK) answer = new Reader(blocks(answer));
    else if (type != LIST) throw Trouble.garbled("get-response of type " + type);
    int count = answer.length();
    if (count != attributes.size()) throw Trouble.garbled(count + " results where " + attributes.size() + " were asked");
    for (int i = 0; i < count; i++)
      to.add(result(answer));
    answer.expectEnd();
  }

  /** Gathers the blocks of an answer, this one's first; a data-access-result instead of a block is {@code REFUSED}. */
  private byte[] blocks(Reader answer) throws Trouble, IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (long number = 1;; number++) {
      boolean last = answer.u8() != 0;
      long got = answer.u32();
      if (answer.u8() != 0) throw Trouble.refused(AccessResult.name(answer.u8()));
      if (got != number) throw Trouble.garbled("block " + got + " where " + number + " is due");
      int length = answer.length();
      if (length != answer.left()) throw Trouble.garbled("a block of " + length + " octets in " + answer.left());
      if (length == 0 && !last) throw Trouble.garbled("an empty block");
      if (length > longestAnswer - all.size()) throw Trouble.garbled("an answer longer than " + longestAnswer + " octets");
      all.write(answer.octets, answer.at(), length);
      if (last) return all.toByteArray();
      apdu.clear().u8(GET).u8(BLOCK).u8(SERVICE | invokeId).u32(number);
      answer = ask(GET);
      answer.expect(BLOCK, "get-response type");
      checkInvokeId(answer);
    }
  }

  /** @return data-access-result; 0 is success */
  int set(Attribute attribute, byte[] value) throws Trouble, IOException {
    begin(SET, NORMAL);
    attribute.write(apdu);
    apdu.u8(0).put(value);
    Reader answer = ask(SET);
    answer.expect(NORMAL, "set-response type");
    checkInvokeId(answer);
    int result = answer.u8();
    answer.expectEnd();
    return result;
  }

  record Acted(int result, Data returned) {}

  /** @return action-result, 0 is success, and what the method returned; {@link Data.Null} for nothing */
  Acted act(Attribute method, byte[] parameter) throws Trouble, IOException {
    begin(ACTION, NORMAL);
    method.write(apdu);
    apdu.u8(1).put(parameter);
    Reader answer = ask(ACTION);
    answer.expect(NORMAL, "action-response type");
    checkInvokeId(answer);
    int result = answer.u8();
    Data returned = answer.left() > 0 && answer.u8() != 0 ? result(answer) : Data.NULL;
    answer.expectEnd();
    return new Acted(result, returned);
  }

  private void begin(int tag, int type) {
    invokeId = invokeId + 1 & 0x0F;
    apdu.clear().u8(tag).u8(type).u8(SERVICE | invokeId);
  }

  /** Sends {@link #apdu}; gives the answer behind its tag. */
  private Reader ask(int tag) throws Trouble, IOException {
    frame.clear().u16(1).u16(client).u16(wire.server()).u16(0);
    if (secrecy.isPresent()) secrecy.get().seal(apdu, frame);
    else
      frame.put(apdu.octets(), 0, apdu.size());
    int length = frame.size() - Wire.HEADER;
    frame.octets()[6] = (byte) (length >>> 8);
    frame.octets()[7] = (byte) length;
    wire.send(frame.octets(), frame.size());
    Reader answer = wire.receive(client, patience);
    if (answer.peek() == EXCEPTION_RESPONSE) {
      answer.u8();
      throw AccessResult.exception(answer);
    }
    if (secrecy.isPresent()) answer = secrecy.get().open(answer, tag + RESPONSE);
    answer.expect(tag + RESPONSE, "response");
    return answer;
  }

  private void checkInvokeId(Reader answer) throws Trouble {
    int got = answer.u8();
    if ((got & 0x0F) != invokeId) throw Trouble.garbled("an answer to question " + (got & 0x0F) + ", asked was " + invokeId);
  }

  private static Data result(Reader answer) throws Trouble {
    int choice = answer.u8();
    return switch (choice) {
      case 0 -> Axdr.read(answer);
      case 1 -> new Data.Denied(answer.u8());
      default -> throw Trouble.garbled("get-data-result " + choice);
    };
  }
}
