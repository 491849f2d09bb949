/** Models: learnt from the records there are, and put in force. */
package org.purposecdp.identity.model;
