package meridian.routes;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import meridian.model.config.Settings;
import meridian.routes.deliver.SoapEndpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CimConfigTest {
  @Test
  void subscribersAreReadFromTheirWords() {
    assertThat(withSubscribers("mdm http://mdm:8080/cim MeterReadings EndDeviceEvents", "oms https://oms/ EndDeviceEvents").endpoints())
      .extracting(SoapEndpoint.Config::name).containsExactly("mdm", "oms");
  }

  @Test
  void whatIsWrongInASubscriberNamesTheKeyAndTheWords() {
    refused("mdm http://mdm:8080/cim");
    refused("mdm http://m%dm/ MeterReadings");
    refused("mdm ftp://mdm/ MeterReadings");
    refused("mdm http://mdm/ MeterReading");
    refused("mdm http://mdm/ MeterReadings", "mdm http://other/ MeterReadings");
  }

  private static void refused(String... subscribers) {
    assertThatThrownBy(() -> withSubscribers(subscribers)).isInstanceOf(IllegalArgumentException.class)
      .hasMessageContainingAll("cim.subscribers", subscribers[subscribers.length - 1]);
  }

  private static CimConfig withSubscribers(String... subscribers) {
    List<Object> values = new ArrayList<>();
    for (Settings.Component component : Settings.components(CimConfig.class)) {
      values.add(component.key().equals("subscribers")
        ? List.of(subscribers)
        : Settings.parse(component.type(), component.setting().value()));
    }
    return Settings.make(CimConfig.class, values);
  }
}
