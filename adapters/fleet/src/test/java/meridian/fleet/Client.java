package meridian.fleet;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;

import gurux.dlms.GXByteBuffer;
import gurux.dlms.GXDLMSClient;
import gurux.dlms.GXDateTime;
import gurux.dlms.GXReplyData;
import gurux.dlms.enums.Authentication;
import gurux.dlms.enums.InterfaceType;
import gurux.dlms.enums.ObjectType;
import gurux.dlms.enums.Security;
import gurux.dlms.objects.GXDLMSObject;
import gurux.dlms.objects.GXDLMSProfileGeneric;
import gurux.dlms.secure.GXDLMSSecureClient;

/** An independent DLMS client (gurux as the codec) on a blocking socket; keeps every octet it received. */
final class Client implements AutoCloseable {
  final Socket socket;
  final GXDLMSClient codec;
  final List<String> received = new ArrayList<>();
  private final DataInputStream in;

  private Client(String address, int port, GXDLMSClient codec) throws IOException {
    this.socket = new Socket(address, port);
    this.codec = codec;
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(5000);
    in = new DataInputStream(socket.getInputStream());
  }

  static Client open(Fleet fleet, MeterSpec meter) throws IOException {
    return new Client(meter.address(), fleet.port(), new GXDLMSClient(true, 16, 1, Authentication.NONE, null, InterfaceType.WRAPPER));
  }

  static Client low(Fleet fleet, MeterSpec meter, String password) throws IOException {
    return new Client(meter.address(), fleet.port(), new GXDLMSClient(true, 2, 1, Authentication.LOW, password, InterfaceType.WRAPPER));
  }

  static Client high(Fleet fleet, MeterSpec meter, Secrets secrets, long counter) throws IOException {
    GXDLMSSecureClient codec = new GXDLMSSecureClient(true, 1, 1, Authentication.HIGH_GMAC, null, InterfaceType.WRAPPER);
    codec.getCiphering().setSecurity(Security.AUTHENTICATION_ENCRYPTION);
    codec.getCiphering().setSystemTitle("HUB00001".getBytes(StandardCharsets.US_ASCII));
    codec.getCiphering().setBlockCipherKey(secrets.encryptionKey(meter.serialNumber()));
    codec.getCiphering().setAuthenticationKey(secrets.authenticationKey(meter.serialNumber()));
    codec.getCiphering().setInvocationCounter(counter);
    return new Client(meter.address(), fleet.port(), codec);
  }

  Client associate() throws Exception {
    codec.parseAareResponse(exchange(codec.aarqRequest()).getData());
    if (codec.getAuthentication().getValue() > Authentication.LOW.getValue()) {
      codec.parseApplicationAssociationResponse(exchange(codec.getApplicationAssociationRequest()).getData());
    }
    return this;
  }

  GXReplyData exchange(byte[][] requests) throws Exception {
    GXReplyData reply = new GXReplyData();
    for (byte[] request : requests) {
      reply.clear();
      send(request, reply);
      while (reply.isMoreData())
        send(codec.receiverReady(reply), reply);
    }
    return reply;
  }

  private void send(byte[] request, GXReplyData reply) throws Exception {
    socket.getOutputStream().write(request);
    byte[] frame = frame();
    received.add(HexFormat.of().formatHex(frame));
    codec.getData(new GXByteBuffer(frame), reply, new GXReplyData());
    if (reply.getError() != 0) throw new IllegalStateException("data-access-result " + reply.getError());
  }

  byte[] frame() throws IOException {
    byte[] header = in.readNBytes(8);
    if (header.length < 8) throw new IOException("closed after " + header.length + " octets");
    int length = (header[6] & 0xff) * 256 + (header[7] & 0xff);
    byte[] frame = java.util.Arrays.copyOf(header, 8 + length);
    in.readFully(frame, 8, length);
    return frame;
  }

  Object read(int classId, String name, int attribute) throws Exception {
    GXReplyData reply = exchange(codec.read(name, ObjectType.forValue(classId), attribute));
    return reply.getValue();
  }

  long register(String name) throws Exception { return ((Number) read(3, name, 2)).longValue(); }

  /** Rows of the load profile stamped within [from, to]. */
  List<?> profile(Instant from, Instant to) throws Exception {
    GXDLMSProfileGeneric profile = new GXDLMSProfileGeneric("1.0.99.1.0.255");
    codec.updateValue(profile, 3, read(7, "1.0.99.1.0.255", 3));
    return (List<?>) exchange(codec.readRowsByRange(profile, utc(from), utc(to))).getValue();
  }

  List<?> rows(String profile) throws Exception { return (List<?>) read(7, profile, 2); }

  private static GXDateTime utc(Instant time) { return new GXDateTime(Date.from(time)); }

  GXReplyData act(GXDLMSObject object, int method) throws Exception {
    return exchange(codec.method(object, method, 0, gurux.dlms.enums.DataType.INT8));
  }

  @Override
  public void close() throws IOException { socket.close(); }
}
