/** What every store promises, one interface a port: a store's test is a one-line subclass of each. Uses: services.port, model. */
@NullMarked
package meridian.store.contract;

import org.jspecify.annotations.NullMarked;
