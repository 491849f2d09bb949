/** The copy of the views that profile-service publishes. Never more than one purpose may see. */
package org.purposecdp.activation.view;
