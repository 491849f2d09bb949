/** What happens to people: one journey a class, told from outside through the public APIs. */
package org.purposecdp.e2e.journey;
