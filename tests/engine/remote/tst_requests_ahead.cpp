// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/test_program.h"

#include "engine/remote/requests_ahead.h"

namespace headroom::testing::tst_requests_ahead {

namespace {

constexpr int kAtFirst = 4;
constexpr int kMost = 32;

/// A client and a worker at the two ends of a line, in a time of their own.
class Line {
public:
    explicit Line(double way, double took, int most = kMost)
        : wayS(way), tookS(took), m_ahead(std::min(kAtFirst, most), most) {}

    /// Takes that many answers, and asks for as many points as are wanted after each. The seconds it took.
    double answers(int count) {
        const double began = m_now;
        for (; count > 0; --count) {
            ask();
            takeAnswer();
        }
        return m_now - began;
    }
    /// The client does nothing for a while; answers lie there.
    void pause(double seconds) {
        ask();
        m_now += seconds;
    }
    std::size_t wanted() const { return m_ahead.wanted(); }

    double wayS;
    double tookS;
    bool isTold = true;

private:
    static RequestsAhead::Time at(double seconds) {
        return RequestsAhead::Time(std::chrono::duration_cast<RequestsAhead::Time::duration>(
            std::chrono::duration<double>(seconds)));
    }
    void ask() {
        while (m_arrivals.size() < m_ahead.wanted()) {
            m_ahead.sent(at(m_now));
            m_arrivals.push_back(m_now + wayS / 2);
        }
    }
    void takeAnswer() {
        const double waitedS = std::max(0.0, m_arrivals.front() - m_workerIsFree);
        m_workerIsFree += waitedS + tookS;
        m_arrivals.pop_front();
        m_now = std::max(m_now, m_workerIsFree + wayS / 2);
        m_ahead.answered(at(m_now), isTold ? std::optional(WorkerTime{waitedS, tookS}) : std::nullopt);
    }

    RequestsAhead m_ahead;
    double m_now = 100;
    double m_workerIsFree = 0;
    std::deque<double> m_arrivals; ///< of requests, at the worker
};

} // namespace

class TestRequestsAhead : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theWayIsCovered_data();
    void theWayIsCovered();
    void aLineThatChangesIsFollowed();
    void aPauseIsNoLongWay();
    void silentWorkersHaveTheFirstNumber();
    void oneAtATimeStaysOne();
    void aNewProcessOwesNothing();
};

void TestRequestsAhead::theWayIsCovered_data() {
    QTest::addColumn<double>("wayS");
    QTest::addColumn<double>("tookS");
    QTest::addColumn<int>("fewest");
    QTest::addColumn<int>("most");
    QTest::newRow("this machine") << 0.0002 << 0.02 << 2 << 2;
    QTest::newRow("long points far away") << 0.1 << 0.5 << 2 << 2;
    QTest::newRow("50 ms each way, points of 20 ms") << 0.1 << 0.02 << 5 << 9;
    QTest::newRow("never more than the most") << 0.1 << 0.001 << 32 << 32;
}

void TestRequestsAhead::theWayIsCovered() {
    QFETCH(double, wayS);
    QFETCH(double, tookS);
    QFETCH(int, fewest);
    QFETCH(int, most);
    Line line(wayS, tookS);
    line.answers(20);
    for (int i = 0; i < 1000; ++i) {
        line.answers(1);
        QVERIFY(line.wanted() >= std::size_t(fewest) && line.wanted() <= std::size_t(most));
    }
    if (most == kMost)
        return; // more would be needed
    constexpr int kPoints = 1000;
    QVERIFY(kPoints * tookS / line.answers(kPoints) > 0.99);
}

void TestRequestsAhead::aLineThatChangesIsFollowed() {
    Line line(0.001, 0.02);
    line.answers(100);
    QCOMPARE(line.wanted(), std::size_t{2});
    line.wayS = 0.2; // another way there
    line.answers(100);
    QVERIFY(line.wanted() >= 11);
    line.tookS = 0.4; // larger points
    line.answers(100);
    QCOMPARE(line.wanted(), std::size_t{2});
    line.wayS = 0.001;
    line.tookS = 0.02;
    line.answers(2000);
    QCOMPARE(line.wanted(), std::size_t{2});
}

void TestRequestsAhead::aPauseIsNoLongWay() {
    Line line(0.001, 0.02);
    line.answers(100);
    for (const double seconds : {0.5, 3600.0}) {
        line.pause(seconds);
        for (int i = 0; i < 50; ++i) {
            line.answers(1);
            QVERIFY(line.wanted() <= kAtFirst);
        }
    }
}

void TestRequestsAhead::silentWorkersHaveTheFirstNumber() {
    Line line(0.1, 0.02);
    line.isTold = false;
    line.answers(100);
    QCOMPARE(line.wanted(), std::size_t{kAtFirst});
}

void TestRequestsAhead::oneAtATimeStaysOne() {
    Line line(0.1, 0.02, 1);
    line.answers(100);
    QCOMPARE(line.wanted(), std::size_t{1});
}

void TestRequestsAhead::aNewProcessOwesNothing() {
    RequestsAhead ahead(kAtFirst, kMost);
    const RequestsAhead::Time start{};
    ahead.sent(start);
    ahead.forgetSent();
    ahead.sent(start + std::chrono::seconds(1));
    ahead.answered(start + std::chrono::milliseconds(1120), WorkerTime{1, 0.02});
    QCOMPARE(ahead.wanted(), std::size_t{9});
}

HEADROOM_TEST(TestRequestsAhead, Nothing)

} // namespace headroom::testing::tst_requests_ahead

#include "tst_requests_ahead.moc"
