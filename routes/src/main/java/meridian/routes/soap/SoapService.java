package meridian.routes.soap;

import javax.xml.namespace.QName;

/** The services whose WSDL the door serves and whose requests it takes. */
public enum SoapService {
  EXECUTE_END_DEVICE_CONTROLS("ExecuteEndDeviceControls", "EndDeviceControls_Port", "EndDeviceControlsMessage",
    "EndDeviceControlsFaultMessage"), REQUEST_END_DEVICE_CONTROLS("RequestEndDeviceControls", "EndDeviceControls_Port",
      "EndDeviceControlsMessage", "EndDeviceControlsFaultMessage"), GET_METER_READINGS("GetMeterReadings", "GetMeterReadings_Port",
        "GetMeterReadingsMessage", "MeterReadingsFaultMessage");

  private static final String NAMESPACE = "http://iec.ch/TC57/2011/";

  private final String text;
  private final String port;
  private final QName faultMessage;

  SoapService(String text, String port, String wrapperNamespace, String faultMessage) {
    this.text = text;
    this.port = port;
    this.faultMessage = new QName(NAMESPACE + wrapperNamespace, faultMessage);
  }

  /** As in its WSDL and its URL: {@code GetMeterReadings}. */
  public String text() { return text; }

  QName service() { return new QName(NAMESPACE + text, text); }

  QName port() { return new QName(NAMESPACE + text, port); }

  /** Root of the SOAP fault's detail. */
  QName faultMessage() { return faultMessage; }
}
