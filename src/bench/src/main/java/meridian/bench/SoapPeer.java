package meridian.bench;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;

import jakarta.xml.bind.JAXBContext;
import jakarta.xml.bind.JAXBException;
import jakarta.xml.bind.Unmarshaller;
import jakarta.xml.bind.annotation.XmlAccessType;
import jakarta.xml.bind.annotation.XmlAccessorType;
import jakarta.xml.bind.annotation.XmlElement;
import jakarta.xml.bind.annotation.XmlRootElement;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

import meridian.bench.jaxb.getreadings.GetMeterReadings;
import meridian.bench.jaxb.message.HeaderType;

/**
 * What stands beside the SOAP door: Vert.x with an event loop a core, each with an Unmarshaller of its own that validates by the schema while it
 * reads, Woodstox below. It looks no further than the Body's child, and answers with the meter's name.
 */
final class SoapPeer extends AbstractVerticle {
  private static final String WRAPPER = "http://iec.ch/TC57/2011/GetMeterReadingsMessage";

  @XmlRootElement(name = "GetMeterReadings", namespace = WRAPPER)
  @XmlAccessorType(XmlAccessType.FIELD)
  static final class Wrapper {
    @XmlElement(name = "Header", namespace = WRAPPER)
    HeaderType header;
    @XmlElement(name = "Request", namespace = WRAPPER)
    Request request;
  }

  @XmlAccessorType(XmlAccessType.FIELD)
  static final class Request {
    @XmlElement(name = "StartTime", namespace = WRAPPER)
    String startTime;
    @XmlElement(name = "EndTime", namespace = WRAPPER)
    String endTime;
    @XmlElement(name = "GetMeterReadings", namespace = "http://iec.ch/TC57/2011/GetMeterReadings#")
    GetMeterReadings query;
  }

  private final JAXBContext jaxb;
  private final Schema schema;
  private final int port;
  private final XMLInputFactory parsers = new com.ctc.wstx.stax.WstxInputFactory();
  private Unmarshaller unmarshaller;

  private SoapPeer(JAXBContext jaxb, Schema schema, int port) {
    this.jaxb = jaxb;
    this.schema = schema;
    this.port = port;
  }

  public static void main(String[] args) throws Exception {
    JAXBContext jaxb = JAXBContext.newInstance(Wrapper.class);
    Schema schema = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
      .newSchema(Path.of(args[0], "GetMeterReadingsMessage.xsd").toFile());
    Vertx vertx = Vertx.vertx();
    int port = World.freePort();
    vertx.deployVerticle(() -> new SoapPeer(jaxb, schema, port),
      new DeploymentOptions().setInstances(Runtime.getRuntime().availableProcessors())).await(30, TimeUnit.SECONDS);
    var orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    while (orders.readLine() != null) {
      System.out.println(port);
    }
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  @Override
  public void start(Promise<Void> started) throws JAXBException {
    unmarshaller = jaxb.createUnmarshaller();
    unmarshaller.setSchema(schema);
    parsers.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    vertx.createHttpServer().requestHandler(request -> request.body().onSuccess(body -> answer(request, body))).listen(port, "127.0.0.1")
      .<Void>mapEmpty().onComplete(started);
  }

  private void answer(HttpServerRequest request, Buffer body) {
    try {
      Wrapper message = read(body.getBytes());
      request.response().putHeader("Content-Type", "text/xml;charset=UTF-8")
        .end("<answer>" + message.request.query.getEndDevice().getFirst().getNames().getFirst().getName() + "</answer>");
    } catch (XMLStreamException | JAXBException bad) {
      request.response().setStatusCode(500).end(String.valueOf(bad.getMessage()));
    }
  }

  private Wrapper read(byte[] body) throws XMLStreamException, JAXBException {
    XMLStreamReader reader = parsers.createXMLStreamReader(new ByteArrayInputStream(body));
    do {
      reader.nextTag();
      if (reader.getLocalName().equals("Header") && reader.isStartElement()) reader.nextTag();
    } while (!reader.getLocalName().equals("Body"));
    reader.nextTag();
    Wrapper message = unmarshaller.unmarshal(reader, Wrapper.class).getValue();
    reader.close();
    return message;
  }
}
