package meridian.adapter.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;

import org.junit.jupiter.api.Test;

import meridian.adapter.Adapter;
import meridian.adapter.AdapterListener;
import meridian.adapter.Capability;
import meridian.adapter.Control;
import meridian.adapter.Device;
import meridian.adapter.DeviceReadings;
import meridian.adapter.Outcome;
import meridian.adapter.RelayState;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Each contract passes on a toy that keeps it and fails on one that breaks it. */
class KitNoticesTest {

  private interface Check {
    void on(AdapterContract toy) throws Exception;
  }

  private static void notices(Toy sound, Toy broken, Check contract) {
    assertThatCode(() -> contract.on(Toy.on(sound))).doesNotThrowAnyException();
    assertThatThrownBy(() -> contract.on(Toy.on(broken))).isInstanceOf(AssertionError.class);
  }

  @Test
  void readingsNobodyWanted() {
    notices(new Toy(), new Toy() {
      @Override
      public Outcome<DeviceReadings> readNow(Device device, Set<String> readingTypes, Duration patience) throws InterruptedException {
        return super.readNow(device, Set.of(), patience);
      }
    }, toy -> ((ReadContract) toy::startDevice).leavesOutWhatTheDeviceHasNot());
  }

  @Test
  void anIntervalReadTwice() {
    notices(new Toy(), new Toy() {
      @Override
      public Outcome<DeviceReadings> readProfile(Device device, Set<String> types, Instant from, Instant to, Duration patience) {
        return super.readProfile(device, types, from.minusSeconds(1), to, patience);
      }
    }, toy -> ((ProfileContract) toy::startDevice).twoHalvesAreTheWhole());
  }

  @Test
  void aStateAssumedNotReadBack() {
    notices(new Toy(), new Toy() {
      @Override
      public Outcome<RelayState> control(Device device, Control control, Duration patience) {
        return new Outcome.Done<>(control == Control.CONNECT ? RelayState.CONNECTED : RelayState.DISCONNECTED);
      }
    }, toy -> ((ControlContract) toy::startDevice).answersWithTheStateReadBack());
  }

  @Test
  void anAcknowledgementTooEarly() {
    notices(new Toy(), new Toy() {
      @Override
      public boolean push(Duration patience) throws InterruptedException {
        super.push(Duration.ZERO);
        return true;
      }
    }, toy -> ((PushContract) toy::startDevice).acknowledgesOnlyAfterTheListenerReturned());
    notices(new Toy(), new Toy() {
      @Override
      public boolean push(Duration patience) throws InterruptedException {
        super.push(patience);
        return true;
      }
    }, toy -> ((PushContract) toy::startDevice).doesNotAcknowledgeWhatWasNotAccepted());
  }

  @Test
  void listeningThatCloseDoesNotEnd() {
    notices(new Toy(), new Toy() {
      @Override
      public void listen(AdapterListener listener, Executor threads) throws InterruptedException {
        super.listen(listener, threads);
        Thread.sleep(Duration.ofMinutes(1));
      }
    }, toy -> ((PushContract) toy::startDevice).closeEndsListening());
  }

  @Test
  void anAbilityNotDeclared() {
    notices(new Toy() {
      @Override
      public Set<Capability> capabilities() {
        return Set.of(Capability.READ_ON_DEMAND, Capability.READ_PROFILE, Capability.CONTROL, Capability.PUSH);
      }
    }, new Toy() {
      @Override
      public Set<Capability> capabilities() { return Set.of(Capability.READ_ON_DEMAND, Capability.READ_PROFILE, Capability.PUSH); }
    }, toy -> ((UndeclaredAbilityContract) toy::startDevice).whatWasNotDeclaredIsUnsupported());
  }

  @Test
  void impatienceIgnored() {
    notices(new Toy(), new Toy() {
      @Override
      public Outcome<DeviceReadings> readNow(Device device, Set<String> readingTypes, Duration patience) throws InterruptedException {
        return super.readNow(device, readingTypes, Duration.ofMinutes(1));
      }
    }, toy -> ((HangContract) toy::startDevice).aSilentDeviceTimesOut());
  }

  @Test
  void aCallThatCloseDoesNotEnd() {
    notices(new Toy(), new Toy() {
      @Override
      public void close() {
        // Ends nothing.
      }
    }, toy -> ((CloseContract) toy::startDevice).closingTheLineEndsABlockedCall());
  }

  @Test
  void aSwallowedInterrupt() {
    notices(new Toy(), new Toy() {
      @Override
      public Outcome<DeviceReadings> readNow(Device device, Set<String> readingTypes, Duration patience) {
        try {
          return super.readNow(device, readingTypes, patience);
        } catch (InterruptedException swallowed) {
          return new Outcome.TimedOut<>("interrupted");
        }
      }
    }, toy -> ((CloseContract) toy::startDevice).anInterruptEndsABlockedCall());
  }

  @Test
  void aThreadLeftRunning() {
    notices(new Toy(), new Toy() {
      @Override
      public Adapter create(Map<String, String> settings) {
        Thread.ofPlatform().daemon().start(() -> {
          try {
            Thread.sleep(Duration.ofSeconds(10));
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
        return super.create(settings);
      }
    }, toy -> ((FactoryContract) toy::startDevice).noThreadIsLeftAfterClose());
  }

  @Test
  void settingsNobodyKnows() {
    notices(new Toy(), new Toy() {
      @Override
      public Adapter create(Map<String, String> settings) { return this; }
    }, toy -> ((FactoryContract) toy::startDevice).unknownSettingIsRefusedByItsKey());
  }

  @Test
  void contractsNobodyRuns() {
    assertThatThrownBy(() -> ((KitCompletenessContract) Toy::new).everyContractOfWhatIsDeclaredIsRun()).isInstanceOf(AssertionError.class)
      .hasMessageContaining("ControlContract");
  }
}
