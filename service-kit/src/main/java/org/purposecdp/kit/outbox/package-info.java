/** Events written in the transaction of the change, relayed in order, once each. */
package org.purposecdp.kit.outbox;
