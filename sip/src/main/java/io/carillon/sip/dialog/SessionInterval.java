package io.carillon.sip.dialog;

/**
 * An agreed session interval.
 *
 * @param seconds how long the session lives without a refresh
 * @param weRefresh the refresher is us, else the far end
 */
public record SessionInterval(int seconds, boolean weRefresh) {}
