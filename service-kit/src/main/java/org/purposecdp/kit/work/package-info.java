/** Work that takes too long for an event loop, on which everybody else waits. */
package org.purposecdp.kit.work;
