// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/io/model_config.h"
#include "ui/advice/asked_spec.h"

#include <QWidget>

#include <memory>
#include <optional>
#include <vector>

class QBoxLayout;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QToolButton;

namespace headroom::ui {

class AdviceState;
class AdviceTableModel;
class CopyingTable;
class DecimalEdit;
class ModelList;
class SweepForm;

/// Where one asks for advice, and reads it: a question in a line, the verdict in a sentence, and a small
/// table of the values that were measured.
class AdvicePanel final : public QWidget {
    Q_OBJECT

public:
    /// What is given must outlive the panel; what the question does not say, the form does.
    AdvicePanel(AdviceState* state, const SweepForm* form, QWidget* parent = nullptr);
    ~AdvicePanel() override;

    /// Puts the keyboard into the question.
    void focusQuestion();
    /// Fills it in with a question that stands elsewhere, about what was measured on that device, and asks
    /// it, unless something is being measured; where another device would answer that is said first.
    void ask(const SweepSpec& question, const std::string& measuredOn);
    /// The model in that config.json.
    void takeConfig(const QString& path);
    /// Whether the answer is being measured, or anything else is.
    void setMeasuring(bool answer, bool other);
    /// Which device answers, where what is shown above was measured on another; empty where it was not.
    void setOtherDevice(const QString& name);
    /// Whether it can be closed: where advice is all that is shown, it stays.
    void setClosable(bool closable);
    /// The values of the table, tab-separated: the selected ones, or all where none is.
    QString selectionAsText() const;
    /// Without an answer the clipboard keeps what it has.
    void copySelection() const;
    /// Lays out what has arrived, so that the next paint needs no timer.
    void settle();
    void selectValue(qint64 value);
    /// As low as a table's, whatever stands in it, and as narrow as a chart.
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// Those values are to be measured.
    void askWanted(const headroom::SweepSpec& spec);
    void configWanted();
    void closed();
    /// In the table, by the user's hand.
    void valueChosen(qint64 value);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void makeFields();
    void layOut();
    void setUpTable();
    void connectFields();
    void fitBoxes();
    void askTyped();
    AskedChoices choices() const;
    AskedSpec question() const;
    void chooseModel(int row);
    void followRun();
    void fillIn(const SweepSpec& question);
    void showGemms();
    void forgetNotes();
    void say(const QString& problem);
    void showVerdict();

    AdviceState* m_state;
    const SweepForm* m_form;
    AdviceTableModel* m_model;
    QLineEdit* m_text;
    QComboBox* m_models;
    std::unique_ptr<ModelList> m_modelList;
    QComboBox* m_length;
    DecimalEdit* m_within;
    QComboBox* m_rank;
    QComboBox* m_gemms;
    QPushButton* m_ask;
    QToolButton* m_close;
    QBoxLayout* m_fields = nullptr;  ///< in a row, or in two where it is narrow
    QBoxLayout* m_choices = nullptr; ///< those below the question, likewise
    std::vector<QBoxLayout*> m_rows; ///< these
    QLabel* m_verdict;
    CopyingTable* m_table;
    std::vector<ModelConfig> m_configs; ///< that were taken
    std::optional<SweepSpec> m_given;   ///< a question that stands elsewhere, until another one is typed
    QString m_problem;
    QString m_note;      ///< on the question that was asked
    QString m_modelNote; ///< what the model's config.json does not say, until something is asked
    QString m_otherDevice;
    bool m_isMeasured = false; ///< the answer, just now
    bool m_isAsking = false;   ///< a run that comes answers what stands here
    int m_shownRun = 0;
};

} // namespace headroom::ui
