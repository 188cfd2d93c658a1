/**
 * The adapter to copy: meters that speak lines of ASCII over TCP. A question is one line, its answer is one line, {@code OK ...} or
 * {@code NO reason}:
 *
 * <pre>
 * READ serial              OK Wh W
 * PROFILE serial from to   OK end=Wh end=Wh ...     (Unix seconds; from &lt; end &lt;= to)
 * RELAY serial             OK CONNECTED
 * DISCONNECT serial        OK DISCONNECTED          (CONNECT likewise; the state after it)
 * </pre>
 *
 * A meter that calls in says {@code EVENT serial type time} and is answered {@code ACK}. Uses: meridian.adapter. Nothing here is null.
 * Licence: MIT.
 */
package meridian.adapter.example;
