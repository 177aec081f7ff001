package dev.stanchion.spring.boot.test.shop;

import org.springframework.stereotype.Service;

/** A service of the scan, which only a test that asks for it has. */
@Service
class Refunds {}
