package meridian.cim;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.net.spi.URLStreamHandlerProvider;

import org.jspecify.annotations.Nullable;

/**
 * Addresses of {@link Wsdl}'s documents, for libraries that take nothing but addresses: {@code meridian-cim:/wsdl/GetMeterReadings.wsdl},
 * {@code meridian-cim:/schemas/Message.xsd}. Found by the JDK through {@code META-INF/services}.
 */
public final class CimUrls extends URLStreamHandlerProvider {
  static final String PROTOCOL = "meridian-cim";

  @Override
  public @Nullable URLStreamHandler createURLStreamHandler(String protocol) {
    return protocol.equals(PROTOCOL) ? new Handler() : null;
  }

  private static final class Handler extends URLStreamHandler {
    @Override
    protected URLConnection openConnection(URL url) { return new Connection(url); }
  }

  private static final class Connection extends URLConnection {
    Connection(URL url) { super(url); }

    @Override
    public void connect() {
      // There is nothing between us and the documents.
    }

    @Override
    public InputStream getInputStream() throws IOException {
      String path = url.getPath();
      String file = path.substring(path.lastIndexOf('/') + 1);
      try {
        if (path.equals("/wsdl/" + file) && file.endsWith(".wsdl")) return Wsdl.open(file.substring(0, file.length() - ".wsdl".length()));
        if (path.equals("/schemas/" + file)) return Wsdl.schema(file);
      } catch (IllegalArgumentException e) {
        throw new IOException(e.getMessage(), e);
      }
      throw new IOException("nothing at " + url);
    }
  }
}
