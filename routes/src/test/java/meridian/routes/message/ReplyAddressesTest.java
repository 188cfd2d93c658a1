package meridian.routes.message;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ReplyAddressesTest {
  @Test
  void whatCouldNeverBeCalledIsRefusedWhenItIsNamed() {
    assertThat(ReplyAddresses.LOOPBACK.find("http://localhost:8080/reply")).isPresent();
    assertThat(ReplyAddresses.LOOPBACK.find("http://localhost/reply")).isPresent();
    assertThat(ReplyAddresses.LOOPBACK.find("http://localhost:99999/reply")).isEmpty();
    assertThat(ReplyAddresses.LOOPBACK.find("http://localhost:0/reply")).isEmpty();
  }
}
