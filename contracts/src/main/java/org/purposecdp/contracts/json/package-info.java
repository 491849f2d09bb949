/** The one JSON form of everything that crosses a service border. */
package org.purposecdp.contracts.json;
