// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/places/place_book.h"

#include <QDialog>

class QLabel;
class QListWidget;
class QPushButton;

namespace headroom::ui {

class PlaceForm;
class PlaceTest;

/// The places that the user described: to be described anew, tested and forgotten. What is changed is kept
/// when the dialog is accepted.
class PlacesDialog final : public QDialog {
    Q_OBJECT

public:
    PlacesDialog(PlaceBook book, QWidget* parent);

    /// Opens it with what the file holds now.
    void edit();

Q_SIGNALS:
    /// They were kept.
    void changed();

protected:
    void done(int result) override;

private:
    void layOut();
    void fill();
    void select(int row);
    void add();
    void remove();
    void takeForm();
    bool checkForm();
    void test();
    void endTest();
    void say(const QString& words, bool isFault);
    bool keep();

    PlaceBook m_book;
    std::vector<PlaceEntry> m_entries;
    std::vector<PlaceEntry> m_entriesBefore; ///< as they were read
    bool m_isReadable = true;                ///< the file; what cannot be read is not written over
    int m_row = -1;                          ///< the one in the form
    QListWidget* m_list;
    PlaceForm* m_form;
    PlaceTest* m_test;
    QPushButton* m_testButton;
    QPushButton* m_removeButton;
    QLabel* m_words; ///< of the test, or why they cannot be kept
};

} // namespace headroom::ui
