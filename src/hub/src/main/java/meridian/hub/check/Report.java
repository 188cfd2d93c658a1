package meridian.hub.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import meridian.cim.Census;
import meridian.cim.CimError;
import meridian.cim.Complaint;
import meridian.cim.Examined;
import meridian.cim.Header;
import meridian.cim.Wrapping;
import meridian.cim.dialect.Dialect;
import meridian.cim.dialect.Partners;

/** Says of one message what it is, what it holds and what is wrong with it, to somebody who sees it for the first time. */
final class Report {
  private static final int MOST_COMPLAINTS = 20;
  private static final int MOST_CODES = 8;

  private final Paper paper;
  private final Partners partners;

  Report(Paper paper, Partners partners) {
    this.paper = paper;
    this.partners = partners;
  }

  /** @param official what the standard's own schemas have against it */
  void write(String file, Examined message, List<CimError> official) {
    paper.title(file);
    if (!message.root().isEmpty()) paper.line("is", kind(message));
    paper.line("dialect", dialect(message));
    message.header().ifPresent(this::header);
    holds(message);
    complaints(message);
    official.forEach(complaint -> paper.bad("by the official schemas: " + complaint.details()));
    if (message.valid() && official.isEmpty()) paper.good("valid");
    paper.blank();
  }

  private static String kind(Examined message) {
    String what = message.header().map(header -> header.verb().text() + " " + header.noun())
      .orElse(message.wrapping().isPresent() ? message.root() : message.root() + ", a payload without a message around it");
    String how = message.wrapping().map(wrapping -> switch (wrapping) {
      case GENERIC -> ", in " + message.root();
      case TYPED -> ", in its own wrapper " + message.root();
      case TYPED_2015 -> ", in its own wrapper " + message.root() + " (form of 2015)";
      case TYPED_DRAFT -> ", in its own wrapper " + message.root() + " (form of the draft)";
    }).orElse("");
    return what + how + (message.soap().isEmpty() ? "" : ", in SOAP " + message.soap()) + (message.compressed() ? ", compressed" : "");
  }

  private static String dialect(Examined message) {
    Dialect dialect = message.dialect();
    if (message.wrapping().isEmpty() && dialect.isOurs()) return "";
    return dialect.words(message.wrapping().filter(Wrapping::isTyped).isPresent());
  }

  private void header(Header header) {
    var parts = new ArrayList<String>();
    if (!header.source().isEmpty()) parts.add("from " + header.source());
    if (!header.userId().isEmpty()) parts.add("user " + header.userId());
    if (!header.messageId().isEmpty()) parts.add("message " + header.messageId());
    if (!header.correlationId().isEmpty() && !header.correlationId().equals(header.messageId()))
      parts.add("about " + header.correlationId());
    header.timestamp().ifPresent(time -> parts.add("made " + time));
    if (!header.context().isEmpty()) parts.add("context " + header.context());
    if (!header.revision().isEmpty()) parts.add("revision " + header.revision());
    paper.line("header", String.join(", ", parts));
    if (!header.replyAddress().isEmpty())
      paper.line("answer to", header.replyAddress() + (header.asyncReplyFlag() ? "" : " (AsyncReplyFlag is not set)"));
    partners.name(header.source(), header.userId()).ifPresent(name -> paper.line("partner", name));
  }

  private void holds(Examined message) {
    Census census = message.census();
    if (!census.result().isEmpty()) paper.line("result", census.result());
    census.replyErrors().forEach((error, times) -> paper.line("", error + (times == 1 ? "" : times(times))));
    paper.line("asks for", census.options().entrySet().stream().map(option -> option.getKey() + " " + option.getValue())
      .collect(Collectors.joining(", ")));
    paper.line("holds",
      census.objects().entrySet().stream().map(of -> of.getKey() + times(of.getValue())).collect(Collectors.joining(", ")));
    if (census.devices() > 0 || !census.examples().isEmpty())
      paper.line("of", (census.devices() == 0
        ? ""
        : (census.isEveryDeviceCounted() ? "" : "more than ")
          + count(census.devices(), "device or usage point", "devices and usage points") + ": ")
        + String.join(", ", census.examples())
        + (census.devices() > census.examples().size() ? ", …" : ""));
    values(census);
    codes("types", census.codes("ReadingType"), CodeWords::readingType);
    codes("events", census.codes("EndDeviceEventType"), CodeWords::event);
    codes("controls", census.codes("EndDeviceControlType"), CodeWords::control);
  }

  private void values(Census census) {
    long intervals = census.count("IntervalReadings");
    long readings = census.count("Readings");
    var parts = new ArrayList<String>();
    if (intervals > 0) parts.add(count(intervals, "interval value") + " in " + count(census.count("IntervalBlocks"), "block"));
    if (readings > 0) parts.add(count(readings, "reading"));
    String period = census.first().isEmpty()
      ? ""
      : ", " + census.first().get()
        + (census.first().equals(census.last()) ? "" : " to " + census.last().orElseThrow());
    paper.line("values", parts.isEmpty() ? "" : String.join(", ", parts) + period);
  }

  private void codes(String word, Map<String, Long> counts, UnaryOperator<String> words) {
    List<Map.Entry<String, Long>> most = counts.entrySet().stream()
      .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Comparator.comparing(Map.Entry::getKey))).toList();
    for (int i = 0; i < Math.min(most.size(), MOST_CODES); i++) {
      String meaning = words.apply(most.get(i).getKey());
      String line = most.get(i).getKey() + (meaning.isEmpty() ? "" : "  " + meaning) + " " + times(most.get(i).getValue());
      if (i == 0) paper.line(word, line);
      else
        paper.more(line);
    }
    if (most.size() > MOST_CODES) paper.more("and " + (most.size() - MOST_CODES) + " more");
  }

  private void complaints(Examined message) {
    if (message.valid()) return;
    for (Complaint complaint : message.complaints().stream().limit(MOST_COMPLAINTS).toList()) {
      String where = complaint.line() == 0 ? "" : complaint.line() + ":" + complaint.column() + "  ";
      paper.bad(where + complaint.path());
      paper.line("", complaint.words().isEmpty() ? " " : complaint.words());
    }
    paper.bad("not valid: " + count(message.complained(), "complaint")
      + (message.complained() > MOST_COMPLAINTS ? ", the first " + MOST_COMPLAINTS + " shown" : ""));
  }

  private static String times(long number) { return " ×" + number(number); }

  private static String count(long number, String one) { return count(number, one, one + "s"); }

  private static String count(long number, String one, String many) { return number(number) + " " + (number == 1 ? one : many); }

  private static String number(long number) { return String.format(Locale.ROOT, "%,d", number); }
}
