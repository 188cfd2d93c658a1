package meridian.services.deliver;

/** A Subscriber and what it wants. */
public record Subscribed(Subscriber subscriber, Subscription subscription) {}
