package meridian.hub.check;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

import meridian.cim.CimError;
import meridian.cim.CimLimits;
import meridian.cim.Examined;
import meridian.cim.Examiner;
import meridian.cim.OfficialSchemas;
import meridian.cim.dialect.PartnerProfile;
import meridian.cim.dialect.Partners;
import meridian.hub.HubConfig;
import meridian.hub.config.ConfigException;

/**
 * {@code check FILE… [--partner NAME] [--official FOLDER] [--learn]}: each file, {@code -} for standard input, is examined from end to end and explained. Files may be
 * of any length, in a SOAP envelope, gzipped.
 */
public final class Check {
  /** Exit codes. */
  static final int VALID = 0;
  static final int NOT_VALID = 1;

  private static final CimLimits ANY_LENGTH = new CimLimits(8L << 30, 64, 64, 64 << 10, Integer.MAX_VALUE);
  private static final String STANDARD_INPUT = "-";

  private final Partners partners;
  private final Optional<PartnerProfile> partner;
  private final Optional<OfficialSchemas> official;
  private final InputStream standardInput;
  private final PrintStream out;

  private Check(Partners partners, Optional<PartnerProfile> partner, Optional<OfficialSchemas> official, InputStream standardInput,
    PrintStream out) {
    this.partners = partners;
    this.partner = partner;
    this.official = official;
    this.standardInput = standardInput;
    this.out = out;
  }

  /**
   * @param colours whether {@code out} shows them
   * @return the exit code: 0 when all is valid, 1 when something is not or cannot be read
   * @throws ConfigException when the arguments or the configuration are wrong
   */
  public static int run(List<String> arguments, Map<String, String> environment, InputStream in, PrintStream out, boolean colours)
    throws ConfigException {
    var files = new ArrayList<String>();
    var options = new ArrayList<String>();
    Optional<String> name = Optional.empty();
    Optional<OfficialSchemas> official = Optional.empty();
    boolean learn = false;
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      boolean hasValue = i + 1 < arguments.size();
      switch (argument) {
        case "--learn" -> learn = true;
        case "--partner" -> {
          if (!hasValue) throw new ConfigException("--partner wants a name");
          name = Optional.of(arguments.get(++i));
        }
        case "--official" -> {
          if (!hasValue) throw new ConfigException("--official wants a folder of schemas");
          official = Optional.of(schemas(arguments.get(++i)));
        }
        case "--config", "--set" -> {
          options.add(argument);
          if (hasValue) options.add(arguments.get(++i));
        }
        default -> {
          if (argument.startsWith("--"))
            throw new ConfigException(
              "unknown argument " + argument + "; check takes FILE…, --partner NAME, --official FOLDER, --learn, --config and --set");
          files.add(argument);
        }
      }
    }
    if (files.isEmpty()) throw new ConfigException("check wants files, or - for standard input");
    Partners partners = HubConfig.read(options, environment).partners();
    Optional<PartnerProfile> partner = Optional.empty();
    if (official.isPresent() && files.contains(STANDARD_INPUT))
      throw new ConfigException("--official reads each message twice and so wants files, not -");
    if (name.isPresent()) partner = Optional.of(profile(partners, name.get()));
    var check = new Check(partners, partner, official, in, out);
    return learn ? check.learn(files) : check.explain(files, new Paper(out, colours));
  }

  private static PartnerProfile profile(Partners partners, String name) throws ConfigException {
    return partners.named(name).orElseThrow(() -> new ConfigException("there is no partner " + name + "; "
      + (partners.names().isEmpty() ? "none is configured" : "there are " + String.join(", ", partners.names()))));
  }

  private int explain(List<String> files, Paper paper) {
    int bad = 0;
    for (String file : files) {
      try {
        Examined examined = examine(file);
        List<CimError> more = officially(file);
        new Report(paper, partners).write(shown(file), examined, more);
        if (!examined.valid() || !more.isEmpty()) bad++;
      } catch (IOException unreadable) {
        paper.title(shown(file));
        paper.bad("cannot be read: " + why(unreadable));
        bad++;
      }
    }
    if (files.size() > 1) out.println(files.size() + " messages, " + bad + " not valid");
    return bad == 0 ? VALID : NOT_VALID;
  }

  private int learn(List<String> files) {
    var profile = new Learned();
    int unread = 0;
    for (String file : files) {
      try {
        profile.add(shown(file), examine(file));
      } catch (IOException unreadable) {
        out.println("# " + shown(file) + " cannot be read: " + why(unreadable));
        unread++;
      }
    }
    out.print(profile.yaml());
    return unread == 0 ? VALID : NOT_VALID;
  }

  /** What the standard's own schemas have against it. */
  private List<CimError> officially(String file) throws IOException {
    if (official.isEmpty()) return List.of();
    try (InputStream in = open(file)) {
      return official.get().complaints(in, ANY_LENGTH);
    }
  }

  private static OfficialSchemas schemas(String folder) throws ConfigException {
    try {
      return OfficialSchemas.open(Path.of(folder));
    } catch (IllegalArgumentException | UncheckedIOException unusable) {
      throw new ConfigException("--official " + folder + ": " + unusable.getMessage());
    }
  }

  private Examined examine(String file) throws IOException {
    try (InputStream in = open(file)) {
      return partner.isPresent() ? Examiner.examine(in, partner.get()) : Examiner.examine(in, partners);
    }
  }

  private InputStream open(String file) throws IOException {
    var in = new BufferedInputStream(file.equals(STANDARD_INPUT) ? standardInput : Files.newInputStream(Path.of(file)), 64 << 10);
    in.mark(2);
    boolean gzip = in.read() == 0x1F && in.read() == 0x8B;
    in.reset();
    return gzip ? new GZIPInputStream(in, 64 << 10) : in;
  }

  private static String shown(String file) { return file.equals(STANDARD_INPUT) ? "standard input" : file; }

  private static String why(IOException e) {
    return switch (e) {
      case NoSuchFileException _ -> "there is no such file";
      case AccessDeniedException _ -> "access is denied";
      default -> String.valueOf(e.getMessage());
    };
  }
}
