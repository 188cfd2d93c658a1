package meridian.store;

import meridian.model.message.Notice;

/** A notice one consumer could not be given, kept to be looked at and replayed. */
public record SetAside(String consumer, Notice notice, String reason) {}
