"""How texts speak of colours, shapes and places."""

COLOUR = "(?:red|green|blue|yellow|orange|purple|pink|gr[ae]y|black|white|brown)"
COLOUR_ZH = "(?:紅|綠|藍|黃|橘|橙|紫|粉紅|灰|黑|白|咖啡)"
SHAPE = "(?:round|circular|square|rectangular|triangular|oval|(?:star|diamond)-shaped|large|big|small|largest|smallest)"
SHAPE_ZH = "(?:圓|方|正方|長方|三角|菱|星|橢圓|箭頭)形?"
THING = "(?:button|icon|link|box|circle|arrow|square|triangle|symbol|dot|tab|bar|banner)s?"
THING_ZH = "(?:按鈕|按鍵|鈕|鍵|圖示|圖案|連結|箭頭|方塊|方框|圓圈|圓點|區塊|框框|文字|字樣|選單|橫條)"
QUOTED = "[“\"'「『（(【]"
