/**
 * Withdraws consent on a stack of its own, one service of which is taken down and brought back
 * meanwhile, and tells whether those who wait make others slower. It looks into no service.
 */
package org.purposecdp.bench.withdrawal;
