/**
 * What one record contributed, stored once under its record id and never moved. Values stand by
 * category, so that a refused category leaves nothing behind but its outcome.
 */
package org.purposecdp.profile.fragment;
