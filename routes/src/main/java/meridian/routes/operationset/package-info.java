/** OperationSet: execute. Uses: routes.message, routes.masterdata. */
@NullMarked
package meridian.routes.operationset;

import org.jspecify.annotations.NullMarked;
