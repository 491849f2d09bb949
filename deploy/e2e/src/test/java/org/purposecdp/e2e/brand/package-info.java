/** A world of its own for each journey: sources, people, activities, a destination. */
package org.purposecdp.e2e.brand;
