package meridian.routes.world;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request, handwritten in generic wrapping, and what it is answered. They tell one story: in order of their names.
 *
 * @param name of its files in {@code src/test/resources/examples}: number, verb, noun, more words
 */
public record Example(String name, String verb, String noun) {
  private static final Path FOLDER = Path.of("src/test/resources/examples");
  private static final Pattern NAME = Pattern.compile("\\d\\d-([a-z]+)-([A-Za-z]+)(?:-[a-z-]+)?");
  private static final String MESSAGE = "http://iec.ch/TC57/2011/schema/message";

  /** By name. */
  public static List<Example> all() {
    try (var files = Files.list(FOLDER)) {
      return files.map(file -> file.getFileName().toString()).filter(file -> file.endsWith(".request.xml")).sorted()
        .map(file -> of(file.replace(".request.xml", ""))).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Example of(String name) {
    Matcher parts = NAME.matcher(name);
    if (!parts.matches()) throw new IllegalArgumentException(name + " is not called NN-verb-Noun");
    return new Example(name, parts.group(1), parts.group(2));
  }

  public Path requestFile() { return FOLDER.resolve(name + ".request.xml"); }

  public Path responseFile() { return FOLDER.resolve(name + ".response.xml"); }

  public String request() { return read(requestFile()); }

  public String response() { return Files.exists(responseFile()) ? read(responseFile()) : ""; }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The service that takes it in strongly typed SOAP; Generic where there is none. */
  public String service() {
    return switch (verb) {
      case "get" -> "Get" + noun;
      case "execute" -> "Generic";
      case "created" -> "Receive" + noun;
      default -> "Execute" + noun;
    };
  }

  /** The request in SOAP, wrapped as its service wants it. */
  public String soap() {
    String message = request();
    if (!service().equals("Generic")) {
      boolean query = verb.equals("get");
      String root = Character.toUpperCase(verb.charAt(0)) + verb.substring(1) + noun;
      message = message.replaceAll("(</?)(Header|Request|Payload)>", "$1w:$2>")
        .replaceFirst("<(Request|Event)Message [^>]*>", "<w:" + root + " xmlns=\"" + MESSAGE + "\" xmlns:w=\"http://iec.ch/TC57/2011/"
          + (query ? "Get" : "") + noun + "Message\">")
        .replaceAll("</(Request|Event)Message>", "</w:" + root + ">");
      if (query) message = message.replaceAll("(</?)(StartTime|EndTime|Option|ID)>", "$1w:$2>");
    }
    return "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body>" + message + "</s:Body></s:Envelope>";
  }

  /** What a SOAP answer holds, in generic wrapping. */
  public static String unwrapped(String soap) {
    String message = soap.substring(soap.indexOf("Body>") + 5, soap.lastIndexOf("</", soap.lastIndexOf("Body>")));
    return message.replaceAll("<w:\\w+ResponseMessage[^>]*>", "<ResponseMessage xmlns=\"" + MESSAGE + "\">")
      .replaceAll("</w:\\w+ResponseMessage>", "</ResponseMessage>").replaceAll("(</?)w:", "$1");
  }

  /** XML for people: an element a line, short ones whole; what changes from run to run left open: MessageID, and times of now. */
  public static String readable(String xml) {
    var lines = new StringBuilder();
    Matcher tokens = Pattern.compile("<[^>]+>|[^<]+").matcher(xml.strip());
    List<String> all = tokens.results().map(token -> token.group().strip()).filter(token -> !token.isEmpty()).toList();
    int depth = 0;
    for (int i = 0; i < all.size();) {
      String token = all.get(i);
      if (token.startsWith("</")) depth--;
      int end = token.startsWith("</") ? i + 1 : wholeElement(all, i);
      String line = String.join("", all.subList(i, end));
      boolean fits = line.length() + 2 * depth <= 110 && end - i <= 9;
      if (!fits) {
        line = token;
        end = i + 1;
        lines.append("  ".repeat(depth++));
      } else {
        lines.append("  ".repeat(depth));
      }
      lines.append(line.replaceAll("<(MessageID|Timestamp)>[^<]*<", "<$1>…<").replaceAll(">[0-9T:-]+\\.\\d{3,9}Z<", ">…<")).append('\n');
      i = end;
    }
    return lines.toString();
  }

  /** Where the element that begins here ends. */
  private static int wholeElement(List<String> tokens, int from) {
    int open = 0;
    for (int i = from; i < tokens.size(); i++) {
      String token = tokens.get(i);
      if (token.startsWith("</")) open--;
      else if (token.startsWith("<") && !token.endsWith("/>")) open++;
      if (open == 0) return i + 1;
    }
    return tokens.size();
  }
}
