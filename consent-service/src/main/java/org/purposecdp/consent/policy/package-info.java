/**
 * The register of purposes, activities, notices and the catalogue; each change is a new policy
 * version.
 */
package org.purposecdp.consent.policy;
