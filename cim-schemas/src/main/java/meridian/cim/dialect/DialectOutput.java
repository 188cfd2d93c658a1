package meridian.cim.dialect;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Set;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

/**
 * Turns what our encoder writes into a partner's dialect on its way out. Not a parser for the world's XML: it relies on how the encoder
 * writes (double quotes, {@code >} always escaped, no comments, one element's start tag at a time). Holds back at most one object whose
 * identification is not known yet. For one message and one thread.
 */
final class DialectOutput extends OutputStream {
  private static final int FLUSH = 32 << 10;
  /** Objects that a serial number identifies. */
  private static final Set<String> DEVICES = Set.of("Meter", "EndDevice", "EndDevices", "Assets");

  private final OutputStream out;
  private final Dialect dialect;
  private final PartnerProfile profile;
  private final PartnerProfile.Identify identify;
  private final Codes codes;
  private final @Nullable LocalTimes times;
  private final boolean looksAtTexts;
  private final Deque<Open> open = new ArrayDeque<>();
  /** What came in and is not a whole tag yet. */
  private byte[] in = new byte[8 << 10];
  private int inSize;
  private final Written written = new Written();
  /** Objects held back until they are named. */
  private int held;
  /** Open elements of a subtree that is left out. */
  private int leftOut;

  /** An element that has begun; its beginnings and ends are places in what is written and not yet passed on. */
  private static final class Open {
    private final String name;
    private final String prefix;
    private final int content;
    private int mridStart = -1;
    private int mridEnd = -1;
    private String firstName = "";
    private boolean leaf = true;

    Open(String name, String prefix, int content) {
      this.name = name;
      this.prefix = prefix;
      this.content = content;
    }
  }

  DialectOutput(OutputStream out, Dialect dialect) {
    this.out = out;
    this.dialect = dialect;
    profile = dialect.profile();
    identify = profile.identification();
    codes = new Codes(profile.codes());
    times = profile.localTimes() ? profile.timeZone().map(LocalTimes::new).orElse(null) : null;
    looksAtTexts = times != null || identify != PartnerProfile.Identify.BOTH;
  }

  @Override
  public void write(int b) throws IOException { write(new byte[]{(byte) b}, 0, 1); }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (in.length - inSize < length) in = Arrays.copyOf(in, Math.max(in.length * 2, inSize + length));
    System.arraycopy(bytes, offset, in, inSize, length);
    inSize += length;
    int done = 0;
    // Up to the last tag that is whole: text, then tag, again and again.
    for (int at = 0; at < inSize; at++) {
      if (in[at] != '>') continue;
      int tag = done;
      while (in[tag] != '<')
        tag++;
      tag(tag, at + 1, done);
      done = at + 1;
    }
    System.arraycopy(in, done, in, 0, inSize - done);
    inSize -= done;
    if (written.size() > FLUSH && held == 0) passOn();
  }

  /** @param text where the text before the tag begins */
  private void tag(int from, int to, int text) throws IOException {
    if (in[from + 1] == '/') end(from, to, text);
    else
      start(from, to, text);
  }

  private void start(int from, int to, int text) throws IOException {
    boolean empty = in[to - 2] == '/';
    if (leftOut > 0) {
      if (!empty) leftOut++;
      return;
    }
    written.add(in, text, from - text);
    int nameEnd = from + 1;
    while (in[nameEnd] != ' ' && in[nameEnd] != '>' && in[nameEnd] != '/')
      nameEnd++;
    String qualified = new String(in, from + 1, nameEnd - from - 1, StandardCharsets.UTF_8);
    int colon = qualified.indexOf(':');
    String name = qualified.substring(colon + 1);
    Open parent = open.peek();
    if (parent != null) {
      parent.leaf = false;
      if (identify == PartnerProfile.Identify.MRID && name.equals("Names") && parent.mridEnd >= 0
        && !Codes.ELEMENTS.contains(parent.name)) {
        leftOut = empty ? 0 : 1;
        return;
      }
      if (name.equals("mRID")) {
        parent.mridStart = written.size();
        if (isHeldByMrid(parent)) held++;
      }
    }
    if (nameEnd == to - 1) written.add(in, from, to - from);
    else
      written.add(attributes(name, new String(in, from, to - from, StandardCharsets.UTF_8)));
    if (!empty) {
      open.push(new Open(name, colon < 0 ? "" : qualified.substring(0, colon + 1), written.size()));
      if (isHeldWhole(name)) held++;
    }
  }

  /** Its mRID goes away if a name follows. */
  private boolean isHeldByMrid(Open object) {
    return identify == PartnerProfile.Identify.NAMES && object.mridStart >= 0 && !Codes.ELEMENTS.contains(object.name);
  }

  /** Its mRID becomes the name that follows. */
  private boolean isHeldWhole(String name) {
    return identify == PartnerProfile.Identify.SERIAL && DEVICES.contains(name);
  }

  private String attributes(String name, String tag) {
    String mapped = tag;
    for (int at = mapped.indexOf(" xmlns"); at >= 0; at = mapped.indexOf(" xmlns", at + 1)) {
      mapped = replaced(mapped, mapped.indexOf('"', at) + 1, dialect.namespaces()::theirs);
    }
    int ref = Codes.ELEMENTS.contains(name) ? mapped.indexOf(" ref=\"") : -1;
    return ref < 0 ? mapped : replaced(mapped, ref + 6, code -> codes.theirs(name, code, profile.eventTypeZero()));
  }

  private static String replaced(String tag, int from, UnaryOperator<String> mapping) {
    int to = tag.indexOf('"', from);
    return tag.substring(0, from) + escaped(mapping.apply(unescaped(tag.substring(from, to)))) + tag.substring(to);
  }

  private void end(int from, int to, int text) throws IOException {
    if (leftOut > 0) {
      leftOut--;
      return;
    }
    Open ended = open.peek();
    if (ended == null) throw new IOException("the encoder closed what was not open");
    if (ended.leaf && looksAtTexts) value(ended, new String(in, text, from - text, StandardCharsets.UTF_8));
    else
      written.add(in, text, from - text);
    identify(ended);
    if (isHeldByMrid(ended) || isHeldWhole(ended.name)) held--;
    written.add(in, from, to - from);
    open.pop();
    Open parent = open.peek();
    if (parent != null && ended.name.equals("mRID")) parent.mridEnd = written.size();
  }

  private void value(Open leaf, String text) {
    boolean isTime = times != null && LocalTimes.isTime(leaf.name);
    written.add(isTime ? times.local(text) : text);
    if (!leaf.name.equals("name")) return;
    var parents = open.iterator();
    parents.next();
    Open names = parents.hasNext() ? parents.next() : leaf;
    Open object = parents.hasNext() ? parents.next() : leaf;
    if (names.name.equals("Names") && object.firstName.isEmpty()) object.firstName = text;
  }

  /** The object that ends here is named as the partner wants it; what is its only name stays. */
  private void identify(Open object) {
    if (object.firstName.isEmpty() || Codes.ELEMENTS.contains(object.name)) return;
    switch (identify) {
      case BOTH, MRID -> {
        // Nothing to take away, or it was left out on the way.
      }
      case NAMES -> {
        if (object.mridEnd >= 0) written.replace(object.mridStart, object.mridEnd, "");
      }
      case SERIAL -> {
        if (!DEVICES.contains(object.name)) return;
        String mrid = "<" + object.prefix + "mRID>" + object.firstName + "</" + object.prefix + "mRID>";
        if (object.mridEnd >= 0) written.replace(object.mridStart, object.mridEnd, mrid);
        else
          written.replace(object.content, object.content, mrid);
      }
    }
  }

  private void passOn() throws IOException { written.to(out); }

  /** Passes on what can be: all but a tag that is not whole and an object that is held back. */
  @Override
  public void flush() throws IOException {
    if (held == 0) passOn();
    out.flush();
  }

  @Override
  public void close() throws IOException {
    written.add(in, 0, inSize);
    inSize = 0;
    passOn();
    out.flush();
  }

  private static String unescaped(String text) {
    return text.indexOf('&') < 0
      ? text
      : text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
  }
}
