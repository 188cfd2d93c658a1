package meridian.cim;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * XML written as UTF-8 bytes, straight into a buffer: templates are copied, text is escaped, numbers and times are written digit by
 * digit. Grows in memory, or passes on to a stream each time the buffer is full. For one thread.
 */
final class XmlBytes {
  private static final int CHUNK = 64 << 10;
  /** Longest thing written without asking for room again: a double of 309 digits. */
  private static final int MOST_DIGITS = 400;
  private static final int DECIMALS = 6;
  private static final double MOST_WHOLE = 1e15;
  private static final double MOST_SCALED = 1e8;
  /** 00 to 99. */
  private static final byte[] PAIRS = pairs();
  private static final long SECONDS_PER_DAY = 86_400;

  private final @Nullable OutputStream out;
  private byte[] buffer;
  private int size;
  private long dayWritten = Long.MIN_VALUE;
  private final byte[] day = "0000-00-00T".getBytes(StandardCharsets.US_ASCII);

  XmlBytes() { this(2 << 10); }

  /** @param expected bytes there will be, if that is right nothing is copied about */
  XmlBytes(int expected) {
    this.out = null;
    this.buffer = new byte[expected];
  }

  /** Failures of {@code out} come as {@link StreamFailed}. {@link #flush} at the end. */
  XmlBytes(OutputStream out) {
    this.out = out;
    this.buffer = new byte[CHUNK];
  }

  static byte[] template(String text) { return text.getBytes(StandardCharsets.UTF_8); }

  /** Markup as it is. */
  XmlBytes raw(byte[] template) { return raw(template, 0, template.length); }

  /** A piece of it. */
  XmlBytes raw(byte[] template, int offset, int length) {
    room(length);
    System.arraycopy(template, offset, buffer, size, length);
    size += length;
    return this;
  }

  /** Markup as it is; ASCII. */
  @SuppressWarnings("deprecation") // The old getBytes copies low bytes: exactly what ASCII needs, and the quickest.
  XmlBytes raw(String ascii) {
    int length = ascii.length();
    room(length);
    ascii.getBytes(0, length, buffer, size);
    size += length;
    return this;
  }

  /** {@code <name>text</name>}. */
  XmlBytes element(String name, String text) {
    return raw("<").raw(name).raw(">").text(text).raw("</").raw(name).raw(">");
  }

  /** As {@link #element}, but nothing at all for an empty text. */
  XmlBytes optional(String name, String text) {
    return text.isEmpty() ? this : element(name, text);
  }

  XmlBytes text(String text) { return escaped(text, false); }

  /** For between double quotes. */
  XmlBytes attribute(String text) { return escaped(text, true); }

  /** What XML cannot hold (control characters, halves of pairs) becomes U+FFFD. */
  private XmlBytes escaped(String text, boolean inAttribute) {
    for (int i = 0; i < text.length(); i++) {
      if ((i & 63) == 0) room(64 * 6);
      char c = text.charAt(i);
      if (c >= 0x80) {
        if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
          i++;
          room(64 * 6);
          utf8(Character.toCodePoint(c, text.charAt(i)));
        } else {
          utf8(Character.isSurrogate(c) || c >= 0xFFFE ? 0xFFFD : c);
        }
      } else if (c == '&') {
        raw("&amp;");
      } else if (c == '<') {
        raw("&lt;");
      } else if (c == '>') {
        raw("&gt;");
      } else if (c == '"' && inAttribute) {
        raw("&quot;");
      } else if (c >= ' ') {
        buffer[size++] = (byte) c;
      } else if (c == '\r' || inAttribute && (c == '\n' || c == '\t')) {
        raw("&#").raw(Integer.toString(c)).raw(";");
      } else if (c == '\n' || c == '\t') {
        buffer[size++] = (byte) c;
      } else {
        utf8(0xFFFD);
      }
    }
    return this;
  }

  private void utf8(int codePoint) {
    if (codePoint < 0x800) {
      buffer[size++] = (byte) (0xC0 | codePoint >> 6);
    } else {
      if (codePoint < 0x10000) {
        buffer[size++] = (byte) (0xE0 | codePoint >> 12);
      } else {
        buffer[size++] = (byte) (0xF0 | codePoint >> 18);
        buffer[size++] = (byte) (0x80 | codePoint >> 12 & 0x3F);
      }
      buffer[size++] = (byte) (0x80 | codePoint >> 6 & 0x3F);
    }
    buffer[size++] = (byte) (0x80 | codePoint & 0x3F);
  }

  /** A finite number in plain digits, rounded to six decimals, without trailing zeros. */
  XmlBytes number(double value) {
    room(MOST_DIGITS);
    double magnitude = Math.abs(value);
    if (magnitude < MOST_WHOLE && value == (long) value) return raw(Long.toString((long) value));
    // From here on, scaling would add errors of its own to the last decimal.
    if (magnitude >= MOST_SCALED)
      return raw(BigDecimal.valueOf(value).setScale(DECIMALS, RoundingMode.HALF_EVEN).stripTrailingZeros().toPlainString());
    long millionths = Math.round(magnitude * 1e6);
    if (value < 0 && millionths != 0) buffer[size++] = '-';
    int whole = (int) (millionths / 1_000_000);
    digits(whole);
    int fraction = (int) (millionths - whole * 1_000_000L);
    if (fraction == 0) return this;
    buffer[size] = '.';
    pair(size + 1, fraction / 10_000);
    pair(size + 3, fraction / 100 % 100);
    pair(size + 5, fraction % 100);
    size += 1 + DECIMALS;
    while (buffer[size - 1] == '0')
      size--;
    return this;
  }

  private void digits(int number) {
    int length = 1;
    for (long bound = 10; number >= bound; bound *= 10)
      length++;
    int rest = number;
    for (int at = size + length - 1; at >= size; at--) {
      buffer[at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    size += length;
  }

  private void pair(int at, int number) {
    buffer[at] = PAIRS[2 * number];
    buffer[at + 1] = PAIRS[2 * number + 1];
  }

  /** xs:dateTime in UTC, with as many decimals of a second as it has. */
  XmlBytes time(Instant time) {
    return time(time.getEpochSecond(), time.getNano());
  }

  XmlBytes time(long epochSecond, int nano) {
    room(64);
    long epochDay = Math.floorDiv(epochSecond, SECONDS_PER_DAY);
    int second = (int) Math.floorMod(epochSecond, SECONDS_PER_DAY);
    if (epochDay == dayWritten) {
      System.arraycopy(day, 0, buffer, size, day.length);
      size += day.length;
    } else {
      date(LocalDate.ofEpochDay(epochDay), epochDay);
    }
    int minute = second / 60;
    twoDigits(minute / 60, ':');
    twoDigits(minute % 60, ':');
    twoDigits(second % 60, 'Z');
    if (nano != 0) {
      buffer[size - 1] = '.';
      int rest = nano;
      for (int place = 100_000_000; rest != 0; place /= 10) {
        buffer[size++] = (byte) ('0' + rest / place);
        rest %= place;
      }
      buffer[size++] = 'Z';
    }
    return this;
  }

  private void date(LocalDate date, long epochDay) {
    // XML Schema knows no year 0: before the year 1 comes -1.
    int year = date.getYear() > 0 ? date.getYear() : 1 - date.getYear();
    if (date.getYear() <= 0) buffer[size++] = '-';
    int start = size;
    if (year > 9999) {
      digits(year);
    } else {
      buffer[size++] = (byte) ('0' + year / 1000);
      buffer[size++] = (byte) ('0' + year / 100 % 10);
      buffer[size++] = (byte) ('0' + year / 10 % 10);
      buffer[size++] = (byte) ('0' + year % 10);
    }
    buffer[size++] = '-';
    twoDigits(date.getMonthValue(), '-');
    twoDigits(date.getDayOfMonth(), 'T');
    if (date.getYear() > 0 && year <= 9999) {
      System.arraycopy(buffer, start, day, 0, day.length);
      dayWritten = epochDay;
    }
  }

  private static byte[] pairs() {
    byte[] pairs = new byte[200];
    for (int i = 0; i < 100; i++) {
      pairs[2 * i] = (byte) ('0' + i / 10);
      pairs[2 * i + 1] = (byte) ('0' + i % 10);
    }
    return pairs;
  }

  private void twoDigits(int number, char then) {
    pair(size, number);
    buffer[size + 2] = (byte) then;
    size += 3;
  }

  private void room(int bytes) {
    if (buffer.length - size >= bytes) return;
    if (out != null && size > 0) flush();
    if (buffer.length - size < bytes) buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, size + bytes));
  }

  void flush() {
    if (out == null) return;
    try {
      out.write(buffer, 0, size);
      size = 0;
    } catch (IOException e) {
      throw new StreamFailed(e);
    }
  }

  byte[] toByteArray() { return size == buffer.length ? buffer : Arrays.copyOf(buffer, size); }
}
