/**
 * The profile document and this service's copy of the Subjects in it. Who holds a node is written
 * before the Subject that names it.
 */
package org.purposecdp.profile.subject;
