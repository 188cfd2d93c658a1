/**
 * hub.yaml, HUB_ variables and --set, read into the rooms' config records; every trouble names the key, the value and the line.
 * Uses: model.config, SnakeYAML.
 */
@NullMarked
package meridian.hub.config;

import org.jspecify.annotations.NullMarked;
