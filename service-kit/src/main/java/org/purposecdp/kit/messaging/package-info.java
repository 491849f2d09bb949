/** Flow topics: producing, consuming in batches, dead letters and trimming. */
package org.purposecdp.kit.messaging;
