/** What profile-service tells of a person, one view per purpose. */
package org.purposecdp.contracts.profile;
