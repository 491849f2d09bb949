/** Instants at which answers turn, where null stands for never. */
package org.purposecdp.profile.moment;
