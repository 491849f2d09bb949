/** The register of why data may be processed: purposes, activities, notices, the catalogue. */
package org.purposecdp.contracts.policy;
