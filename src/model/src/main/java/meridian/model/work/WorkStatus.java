package meridian.model.work;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where work stands. These are all the steps there are:
 *
 * <pre>
 * Received → Planned, Underway, Completed, Cancelled, Failed
 * Planned  → Underway, Completed, Cancelled, Failed
 * Underway → Completed, Failed; Cancelled unless a control is under way for it
 * </pre>
 */
public sealed interface WorkStatus {
  record Received() implements WorkStatus {}

  record Planned() implements WorkStatus {}

  /** @param byControl the hub has the meter controlled, and the control's outcome decides */
  record Underway(boolean byControl) implements WorkStatus {}

  record Completed() implements WorkStatus {}

  record Cancelled() implements WorkStatus {}

  record Failed() implements WorkStatus {}

  default boolean isFinal() {
    return switch (this) {
      case Received _,Planned _,Underway _ -> false;
      case Completed _,Cancelled _,Failed _ -> true;
    };
  }

  default boolean mayBecome(WorkStatus next) {
    return switch (this) {
      case Received _ -> !(next instanceof Received);
      case Planned _ -> next instanceof Underway || next.isFinal();
      case Underway(boolean byControl) -> next.isFinal() && !(byControl && next instanceof Cancelled);
      case Completed _,Cancelled _,Failed _ -> false;
    };
  }

  /** As in {@code status.value}. */
  default String text() {
    return switch (this) {
      case Received _ -> "received";
      case Planned _ -> "planned";
      case Underway _ -> "underway";
      case Completed _ -> "completed";
      case Cancelled _ -> "cancelled";
      case Failed _ -> "failed";
    };
  }

  /** What a message may ask for. */
  static Optional<WorkStatus> find(String text) {
    String wanted = text.equals("canceled") ? "cancelled" : text;
    return Stream.<WorkStatus>of(new Received(), new Planned(), new Underway(false), new Completed(), new Cancelled(), new Failed())
      .filter(status -> status.text().equals(wanted)).findFirst();
  }
}
