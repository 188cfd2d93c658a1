package meridian.cim;

/**
 * What is wrong with a message, and where.
 *
 * @param line from 1; 0 when it is about the message as a whole
 * @param path element names from the root; empty when it is about the message as a whole
 * @param words as the end of a sentence about that element
 */
public record Complaint(int line, int column, String path, String words) {}
