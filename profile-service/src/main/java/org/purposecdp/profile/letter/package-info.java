/** Messages that could not be read or taken, sealed; they go with what is erased of their node. */
package org.purposecdp.profile.letter;
